/** The dial rules at the door of the local API: what cannot or may not be dialled never reaches the engine. */
import { Command } from "../../shared/contract/command.ts";
import type { CommandFailure } from "../../shared/model/failure.ts";
import { cleanDialTarget, findForbiddance, isEmergency } from "../../shared/model/dial-target.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";

export type DialCheck =
  | { readonly kind: "notADial" }
  | { readonly kind: "emergency" }
  | { readonly kind: "allowed" }
  | { readonly kind: "refused"; readonly failure: CommandFailure };

/** @param raw anything; what is no Command at all is left to the switchboard to refuse. */
export function checkDial(raw: unknown, document: PolicyDocument | null): DialCheck {
  const parsed = Command.safeParse(raw);
  if (!parsed.success) return { kind: "notADial" };
  const command = parsed.data;
  if (command.type === "call.rescue") return { kind: "allowed" };
  if (!isDial(command)) return { kind: "notADial" };
  const cleaned = cleanDialTarget(command.target);
  if (!cleaned.ok) return { kind: "refused", failure: { kind: "badTarget", message: cleaned.failure } };
  if (document === null) return { kind: "allowed" };
  const rules = [document.dialing, ...document.servers.flatMap(({ dialing }) => dialing ?? [])];
  if (rules.some((one) => isEmergency(cleaned.value, one))) return { kind: "emergency" };
  const forbiddance = findForbiddance(cleaned.value, document.dialing);
  if (forbiddance === null) return { kind: "allowed" };
  return { kind: "refused", failure: { kind: "notAllowed", message: forbiddance } };
}

function isDial(command: Command): command is Extract<Command, { readonly target: string }> {
  return "target" in command;
}
