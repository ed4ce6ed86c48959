/** A caller from outside, as one server has it: rings an operator's phone and, once answered, is its voice. */
import type { PbxContext } from "../pbx-context.ts";
import type { Registrar } from "../registrar.ts";
import { quote } from "../sip/sip-fields.ts";
import type { Program, Voice } from "../voice/voice.ts";
import type { Dialog } from "./dialog.ts";
import { sendInvite, type SentInvite } from "./send-invite.ts";
import { talkToPhone } from "./talk-to-phone.ts";

export type RingOrder = {
  readonly to: string;
  /** "" is a withheld number. */
  readonly fromNumber: string;
  readonly fromName: string;
  /** How long the provider rings before it moves on, ms. */
  readonly ringMs: number;
  /** Put on the INVITE, for example X-Call-UUID with the same value on both servers. */
  readonly header: { readonly name: string; readonly value: string } | null;
  readonly program: Program;
};

/** `unreachable`: nobody is registered here, or the phone took no call; `over`: answered, and hung up since. */
export type RingState = "placed" | "ringing" | "answered" | "busy" | "noAnswer" | "cancelled" | "unreachable" | "over";

const lastStates: ReadonlySet<RingState> = new Set(["busy", "noAnswer", "cancelled", "unreachable", "over"]);

export type RingingLeg = {
  readonly state: () => RingState;
  /** The caller gives up; told as answered elsewhere when another server's leg was (RFC 3326). */
  readonly cancel: (isElsewhere: boolean) => void;
  /** The caller hangs up, or gives up. */
  readonly hangUp: () => void;
  /** The server died under it. */
  readonly lose: () => void;
};

export function ringOperator(
  context: PbxContext,
  registrar: Registrar,
  order: RingOrder,
  onChange: (state: RingState) => void,
): RingingLeg {
  let state: RingState = "placed";
  let voice: Voice | null = null;
  let sent: SentInvite | null = null;
  let dialog: Dialog | null = null;
  let stopTimer = (): void => undefined;
  const page = context.calls.open({ from: order.fromNumber, to: order.to, attemptId: null });

  const enter = (next: RingState): void => {
    if (lastStates.has(state)) return;
    state = next;
    onChange(next);
  };
  const finish = (last: RingState): void => {
    stopTimer();
    voice?.close();
    enter(last);
  };

  const invite = (opened: Voice, offer: string): void => {
    if (state !== "placed") return opened.close();
    voice = opened;
    const binding = registrar.find(order.to, Date.now());
    if (binding === null) {
      page.enter("ended", 480);
      return finish("unreachable");
    }
    const { flow, contact, user } = binding;
    const watcher = {
      onRinging() {
        page.enter("ringing");
        enter("ringing");
      },
      onAnswered(answer: string, answered: Dialog) {
        stopTimer();
        dialog = answered;
        page.setVoice(opened);
        page.enter("answered", 200);
        // A phone whose answer cannot be used stays silent; the call is up all the same.
        opened.accept(answer).catch(() => undefined);
        enter("answered");
      },
      onRejected(code: number) {
        page.enter("ended", code);
        finish(toRingState(code));
      },
    };
    const headers = order.header === null ? [] : [[order.header.name, order.header.value] as const];
    const from = toFrom(order, context.domain);
    const handlers = talkToPhone(opened, page, () => finish("over"));
    sent = sendInvite(context, { flow, target: contact, user, from, headers, offer }, watcher, handlers);
    stopTimer = context.turns.after(order.ringMs, () => {
      page.enter("ended", 487);
      sent?.cancel(false);
      finish("noAnswer");
    });
  };

  const open = async (): Promise<void> => {
    const opened = await context.openVoice(order.program);
    const offer = await opened.offer();
    context.turns.run(() => invite(opened, offer));
  };
  context.turns.run(() => void open());

  const cancel = (isElsewhere: boolean): void => {
    context.turns.run(() => {
      if (state === "placed" && sent === null) {
        page.enter("ended", 487);
        return enter("cancelled");
      }
      sent?.cancel(isElsewhere);
    });
  };

  return {
    state: () => state,
    cancel,
    lose() {
      enter(state === "answered" ? "over" : "unreachable");
    },
    hangUp() {
      context.turns.run(() => {
        if (dialog === null) return cancel(false);
        if (state !== "answered") return;
        dialog.bye();
        page.enter("ended");
        finish("over");
      });
    },
  };
}

function toFrom({ fromNumber, fromName }: RingOrder, domain: string): string {
  if (fromNumber === "") return '"Anonymous" <sip:anonymous@anonymous.invalid>';
  return `${fromName === "" ? "" : `${quote(fromName)} `}<sip:${encodeURIComponent(fromNumber)}@${domain}>`;
}

function toRingState(code: number): RingState {
  if (code === 487) return "cancelled";
  return code === 486 || code === 600 || code === 603 ? "busy" : "unreachable";
}
