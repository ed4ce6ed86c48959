/** Rings on the screen: a card above other windows while a call rings, and the window once a call was answered. */
import { isRingingHere, type Call } from "../../shared/model/call.ts";
import type { Outlet, PhoneLine } from "../switchboard/outlet.ts";
import type { AnswerKey } from "./answer-key.ts";
import type { IncomingWindow } from "./incoming-window.ts";

export type IncomingNeeds = {
  readonly line: Pick<PhoneLine, "ask" | "snapshot">;
  readonly card: IncomingWindow;
  readonly answerKey: AnswerKey;
  readonly mainWindow: {
    /** It rings in the window itself where somebody is looking at it. */
    readonly isFocused: () => boolean;
    readonly showQuietly: () => void;
  };
};

export function createIncomingOutlet({ line, card, answerKey, mainWindow }: IncomingNeeds): Outlet {
  let shown = 0;

  function answerFirst(): void {
    const first = ringingOf(line.snapshot().calls)[0];
    if (first !== undefined) void line.ask("main", { type: "call.answer", callId: first.id });
  }

  function show(count: number): void {
    const isFirst = shown === 0 && count > 0;
    shown = count;
    if (isFirst) answerKey.take(answerFirst);
    if (count === 0) {
      answerKey.giveBack();
      card.hide();
    } else if (!isFirst || !mainWindow.isFocused()) {
      card.show(count);
    }
  }

  return {
    name: "incoming",
    receive(event, { calls }) {
      const { length } = ringingOf(calls);
      if (length !== shown) show(length);
      if (event.type === "call.answered" && event.call.direction === "incoming") mainWindow.showQuietly();
    },
    stop() {
      if (shown > 0) show(0);
    },
  };
}

/** First come, first answered. */
function ringingOf(calls: readonly Call[]): readonly Call[] {
  return calls.filter(isRingingHere).sort((a, b) => a.atStarted - b.atStarted);
}
