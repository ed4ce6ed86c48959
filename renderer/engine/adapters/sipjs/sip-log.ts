/** The only way from this folder to the log: wire text is redacted and one line, and no callback error gets out. */
import { toErrorText } from "../../../../shared/lib/error-text.ts";
import { redactSip } from "../../../../shared/lib/redact-sip.ts";
import type { ServerId } from "../../../../shared/model/ids.ts";
import type { LogPort } from "../../ports/log.ts";
import type { ConnectionNumber } from "../../core/sip-vocabulary.ts";

export type SipLog = {
  readonly sent: (text: string, connection: ConnectionNumber) => void;
  readonly received: (text: string, connection: ConnectionNumber) => void;
  readonly debug: (text: string) => void;
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Wraps a callback that SIP.js calls: what it throws is logged, for SIP.js does not survive a throw everywhere. */
  readonly guard: <Args extends readonly unknown[]>(
    name: string,
    callback: (...args: Args) => void,
  ) => (...args: Args) => void;
  /** For promises whose rejection changes nothing. */
  readonly ignore: (promise: Promise<unknown>) => void;
};

const longestWireLine = 8_000;

export function createSipLog(port: LogPort, serverId: ServerId): SipLog {
  const scope = `sip:${serverId}`;
  const write = (level: "debug" | "info" | "warn" | "error", text: string) => {
    if (level !== "debug" || port.takesDebug !== false) port.write({ level, scope, text: redactSip(text) });
  };
  const wire = (text: string) =>
    redactSip(text)
      .trimEnd()
      .replace(/(?:\r?\n)+/g, " | ")
      .slice(0, longestWireLine);
  const writeWire = (mark: string, text: string) => {
    if (port.takesDebug !== false) port.write({ level: "debug", scope, text: `${mark} ${wire(text)}` });
  };
  return {
    sent: (text, connection) => writeWire(`#${connection} >`, text),
    received: (text, connection) => writeWire(`#${connection} <`, text),
    debug: (text) => write("debug", text),
    info: (text) => write("info", text),
    warn: (text) => write("warn", text),
    guard:
      (name, callback) =>
      (...args) => {
        try {
          callback(...args);
        } catch (error) {
          write("error", `${name} failed: ${toErrorText(error)}`);
        }
      },
    ignore: (promise) => {
      promise.catch((error: unknown) => write("debug", `Without effect: ${toErrorText(error)}`));
    },
  };
}
