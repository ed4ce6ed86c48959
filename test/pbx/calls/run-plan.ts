/** Carries out what the dialplan says about a phone's INVITE: a voice that answers, a refusal, or another phone's ring. */
import type { SipMessage } from "../../testbed/sip-message.ts";
import type { Plan } from "../dialplan.ts";
import type { Flow, PbxContext } from "../pbx-context.ts";
import type { Registrar } from "../registrar.ts";
import { bridgePhones } from "./bridge-phones.ts";
import type { CallPage } from "./call-book.ts";
import { receiveInvite, type ReceivedInvite } from "./receive-invite.ts";
import { talkToPhone } from "./talk-to-phone.ts";

export function runPlan(
  context: PbxContext,
  registrar: Registrar,
  request: SipMessage,
  flow: Flow,
  plan: (number: string) => Plan,
): void {
  let giveUp = (): void => undefined;
  const invite = receiveInvite(context, request, flow, () => {
    page.enter("ended", 487);
    giveUp();
  });
  const page = context.calls.open({ from: invite.from, to: invite.number, attemptId: invite.attemptId });
  const refuse = (code: number): void => {
    invite.reject(code);
    page.enter("ended", code);
  };
  const chosen = plan(invite.number);
  switch (chosen.kind) {
    case "reject":
      return refuse(chosen.code);
    case "ring":
      invite.ring();
      page.enter("ringing");
      giveUp = context.turns.after(chosen.ringMs, () => refuse(chosen.code));
      return;
    case "answer": {
      if (chosen.ringMs === 0) return answer(context, invite, page, chosen, refuse);
      invite.ring();
      page.enter("ringing");
      giveUp = context.turns.after(chosen.ringMs, () => answer(context, invite, page, chosen, refuse));
      return;
    }
    case "dial": {
      const binding = registrar.find(chosen.user, Date.now());
      if (binding === null) return refuse(480);
      giveUp = bridgePhones(context, { invite, page, binding, ringMs: chosen.ringMs }, refuse);
    }
  }
}

/** The voice is ready some milliseconds later; by then the phone may have given up. */
function answer(
  context: PbxContext,
  invite: ReceivedInvite,
  page: CallPage,
  { program, talkMs }: Extract<Plan, { kind: "answer" }>,
  refuse: (code: number) => void,
): void {
  const finish = async (): Promise<void> => {
    const voice = await context.openVoice(program);
    const sdp = await voice.answer(invite.offer).catch(() => null);
    context.turns.run(() => {
      if (sdp === null) {
        voice.close();
        return refuse(488);
      }
      let stopTimer = (): void => undefined;
      const dialog = invite.accept(
        sdp,
        talkToPhone(voice, page, () => stopTimer()),
      );
      if (dialog === null) return voice.close();
      page.setVoice(voice);
      page.enter("answered", 200);
      if (talkMs === null) return;
      stopTimer = context.turns.after(talkMs, () => {
        dialog.bye();
        page.enter("ended");
        voice.close();
      });
    });
  };
  void finish();
}
