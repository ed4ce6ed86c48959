/** What an error of Node's TLS, of its files, or of the library says of an update. */
import type { UpdateTrouble } from "../../shared/model/update.ts";

const byCode: Readonly<Record<string, UpdateTrouble>> = {
  ERR_CHECKSUM_MISMATCH: "corrupt",
  ERR_UPDATER_INVALID_SIGNATURE: "badPublisher",
  ERR_FILE_TOO_LONG: "corrupt",
  ERR_HTTP_ANSWER: "failing",
  ECONNRESET: "brokenOff",
  EPIPE: "brokenOff",
  ENOSPC: "noRoom",
  EDQUOT: "noRoom",
  ETIMEDOUT: "unreachable",
  ECONNREFUSED: "unreachable",
  ENOTFOUND: "unreachable",
  EAI_AGAIN: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
};

/** What OpenSSL finds wrong with a chain, and Node with a name. */
const certificateCode =
  /CERT|^UNABLE_TO_|^SELF_SIGNED|^DEPTH_ZERO|^ERR_TLS_|^HOSTNAME_MISMATCH|^INVALID_(?:CA|PURPOSE)|^PATH_LENGTH/u;

export function toNetworkTrouble(error: unknown): UpdateTrouble {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known = byCode[code];
  if (known !== undefined) return known;
  if (certificateCode.test(code)) return "untrusted";
  if (error instanceof Error && error.message === "Request timed out") return "brokenOff";
  return code.startsWith("ERR_SSL") || code === "EPROTO" ? "unreachable" : "failed";
}
