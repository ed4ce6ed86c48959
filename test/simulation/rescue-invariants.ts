/** What must hold of lost calls and their rescues after every single decision. */
import { isLostConversation } from "../../shared/model/offers-rescue.ts";
import { findForbiddance, isFeatureCode, isWithheld } from "../../shared/model/dial-target.ts";
import type { CallRecord } from "../../renderer/engine/core/calls/call-record.ts";
import type { SipEffect } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { PhoneState } from "../../renderer/engine/core/phone-state.ts";
import { demand, type Watch } from "./watch.ts";

export function watchRescues(): Watch {
  return (before, input, after, effects) => {
    for (const call of after.calls) {
      if (call.state !== "stranded") continue;
      demand(call.signalling.kind === "lost", "never stranded while the server answers");
      demand(!call.isMediaFlowing, "never stranded while voice flows");
    }
    const rescued = after.calls.flatMap(({ rescueOf }) => rescueOf ?? []);
    demand(new Set(rescued).size === rescued.length, "one rescue a call");
    for (const call of after.calls) {
      const was = before.calls.find(({ id }) => id === call.id);
      if (call.end?.reason !== "rescued" || was?.state === "ended") continue;
      demand(rescued.includes(call.id), "a call ends as rescued only by its rescue");
    }
    for (const call of after.calls) {
      const isNew = !before.calls.some(({ id }) => id === call.id);
      if (isNew && call.rescueOf !== null) watchBeginning(before, call, input.type === "command");
    }
    for (const effect of effects) if (effect.type === "attempt.invite") watchTarget(after, effect);
  };
}

function watchBeginning(before: PhoneState, rescue: CallRecord, isAsked: boolean): void {
  const lost = before.calls.find(({ id }) => id === rescue.rescueOf);
  if (rescue.direction === "incoming") return;
  demand(lost !== undefined && isLostConversation(lost), "only what was lost is redialled");
  const isTalking = before.calls.some(
    (call) => call.id !== rescue.rescueOf && call.state === "active" && !call.isHeld && call.end === null,
  );
  demand(isAsked || !isTalking, "no redial by itself into another conversation");
}

function watchTarget({ calls, config }: PhoneState, invite: Extract<SipEffect, { type: "attempt.invite" }>): void {
  const call = calls.find(({ id }) => id === invite.callId);
  const server = config?.servers.find(({ id }) => id === invite.serverId);
  if (config === null || server === undefined || call === undefined || call.lostDirection === null) return;
  const { target } = invite;
  demand(!isFeatureCode(target), "no rescue to a feature code");
  demand(!isWithheld(target), "no rescue to a withheld number");
  demand(config.failover.rescue !== "off" || call.isEmergency, "no rescue where policy forbids it");
  if (call.isEmergency) return;
  const forbiddance = findForbiddance(target, config.dialing) ?? findForbiddance(target, server.dialing);
  demand(forbiddance === null, "no rescue to what the dial rules forbid");
}
