/** What stands in the dial field, kept for as long as the window is open, so that a page that starts anew loses nothing. */
const key = "dial.draft";

export function keepDialDraft(storage: Storage, text: string): void {
  if (text === "") storage.removeItem(key);
  else storage.setItem(key, text);
}

export function readDialDraft(storage: Storage): string {
  return storage.getItem(key) ?? "";
}
