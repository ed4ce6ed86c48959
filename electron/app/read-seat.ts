/** Who sits here, as the system knows it. */
import { hostname, userInfo } from "node:os";

export type Seat = { readonly user: string; readonly computer: string };

export function readSeat(): Seat {
  return { user: readUser(), computer: hostname() };
}

/** A user without an entry in the system's list has no name (os.userInfo throws). */
function readUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
