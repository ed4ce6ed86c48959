/** Versions are three numbers; which of two is newer. */
export const versionForm = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/u;

/** @returns false for what is no version, so that nothing is ever taken for newer than it. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [versionForm.exec(version), versionForm.exec(than)];
  if (a === null || b === null) return false;
  for (const part of [1, 2, 3]) {
    const difference = Number(a[part]) - Number(b[part]);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
