/** Whether two versions of a server's configuration mean one registration: then sockets and calls on it stay. */
import { isSameValue } from "../lib/same-value.ts";
import type { ServerConfig } from "./phone-config.ts";

/** Name and role are words; anything else that differs means another registration. */
export function isSameRegistration(a: ServerConfig, b: ServerConfig): boolean {
  return isSameValue({ ...a, name: "", role: "" }, { ...b, name: "", role: "" });
}
