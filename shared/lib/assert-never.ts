/** Closes a switch over a union: the compiler rejects a forgotten member, and a value from outside is a bug. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
