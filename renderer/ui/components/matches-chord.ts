/** Whether a key press is Ctrl (or Cmd) + Shift + one letter, on Latin and other keyboard layouts alike. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
};

/** @param letter one of a to z. A layout without Latin letters goes by the place of the key. */
export function matchesChord(press: KeyPress, letter: string): boolean {
  if (!(press.ctrlKey || press.metaKey) || !press.shiftKey || press.altKey || press.repeat) return false;
  const key = press.key.toLowerCase();
  return /^[a-z]$/u.test(key) ? key === letter : press.code === `Key${letter.toUpperCase()}`;
}
