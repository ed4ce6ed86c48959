/** A colleague's call, by a feature code: an ordinary call to that code, on the very server that has the colleague's. */
import { refuseCommand, type CommandReply, type EngineCommand } from "../../../../shared/contract/command.ts";
import type { LineState } from "../../../../shared/model/colleague.ts";
import type { CallCodes } from "../../../../shared/model/agent.ts";
import { fillCode } from "../../../../shared/model/feature-codes.ts";
import { noAccount } from "../calls/command-replies.ts";
import { dialCode } from "../calls/dial-code.ts";
import { projectColleagues } from "../lamps/project-lamps.ts";
import type { Turn } from "../turn.ts";

export type ColleagueCommand = Extract<EngineCommand, { type: `colleague.${string}` }>;

/** What the colleague's line must do for it, and which code does it. */
const needs = {
  "colleague.pickUp": { state: "ringing", code: "pickUp" },
  "colleague.listen": { state: "busy", code: "listen" },
  "colleague.whisper": { state: "busy", code: "whisper" },
} as const satisfies Record<ColleagueCommand["type"], { readonly state: LineState; readonly code: keyof CallCodes }>;

export function decideColleagueCommand(turn: Turn, { type, extension }: ColleagueCommand): CommandReply {
  const { config } = turn.state;
  if (config === null) return noAccount;
  const { state, code } = needs[type];
  const callCodes = config.agent?.callCodes ?? {};
  if (Object.values(callCodes).every((codes) => codes[code] === null)) {
    return refuseCommand("notAllowed", "The document has no feature code for that.");
  }
  const colleague = projectColleagues(turn.state).find((one) => one.extension === extension);
  if (colleague === undefined) return refuseCommand("badTarget", `${extension} is not among the colleagues.`);
  const place = colleague.tells.find(
    (told) => told.state === state && (callCodes[told.serverId]?.[code] ?? null) !== null,
  );
  if (place === undefined) {
    return refuseCommand(
      "notNow",
      state === "ringing" ? "It does not ring there any more." : "There is no call any more.",
    );
  }
  const filled = fillCode(callCodes[place.serverId]?.[code] ?? "", { extension });
  return dialCode(turn, { serverId: place.serverId, code: filled, name: colleague.name });
}
