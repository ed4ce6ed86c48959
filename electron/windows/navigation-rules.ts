/** Where a page may go: nowhere but its own pages; and which links the system's browser is given. */

/** @returns the address to hand to the system's browser, or null when it is not a plain https link. */
export function toSafeExternalUrl(url: string): string | null {
  const address = URL.parse(url);
  if (address === null || address.protocol !== "https:") return null;
  if (address.username !== "" || address.password !== "") return null;
  return address.href;
}

export function isSamePage(from: string, to: string): boolean {
  const [a, b] = [URL.parse(from), URL.parse(to)];
  return a !== null && b !== null && a.protocol === "app:" && a.protocol === b.protocol && a.host === b.host;
}
