/** Which tone a key press means (RFC 4733 §3.2); a held key and a key with a modifier mean none. */
export type DtmfPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
};

export function toDtmfDigit(press: DtmfPress): string | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return null;
  return /^[0-9*#A-Da-d]$/u.test(press.key) ? press.key.toUpperCase() : null;
}
