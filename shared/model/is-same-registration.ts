/** Whether two versions of a server's configuration mean one registration: then sockets and calls on it stay. */
import { isSameValue } from "../lib/same-value.ts";
import type { ServerConfig } from "./phone-config.ts";

/** Name and role are words, and dial rules are looked at before anything is sent; what else differs is another one. */
export function isSameRegistration(a: ServerConfig, b: ServerConfig): boolean {
  return isSameValue(toWire(a), toWire(b));
}

function toWire({ name: _name, role: _role, dialing: _dialing, ...wire }: ServerConfig): object {
  return wire;
}
