/** What an error of somebody else's code says, for a line of a log or behind a sentence of ours. */
export function toErrorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
