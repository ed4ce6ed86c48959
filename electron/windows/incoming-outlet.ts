/** Rings on the screen: a card above other windows while a call rings, and the window once a call was answered. */
import { isRingingHere } from "../../shared/model/call.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import type { IncomingWindow } from "./incoming-window.ts";

export type IncomingNeeds = {
  readonly card: Pick<IncomingWindow, "show" | "hide">;
  readonly mainWindow: {
    /** It rings in the window itself where somebody is looking at it. */
    readonly isFocused: () => boolean;
    readonly showQuietly: () => void;
  };
};

export function createIncomingOutlet({ card, mainWindow }: IncomingNeeds): Outlet {
  let shown = 0;

  function show(count: number): void {
    const isFirst = shown === 0 && count > 0;
    shown = count;
    if (count === 0) card.hide();
    else if (!isFirst || !mainWindow.isFocused()) card.show(count);
  }

  return {
    name: "incoming",
    receive(event, { calls }) {
      const { length } = calls.filter(isRingingHere);
      if (length !== shown) show(length);
      if (event.type === "call.answered" && event.call.direction === "incoming") mainWindow.showQuietly();
    },
    stop() {
      if (shown > 0) show(0);
    },
  };
}
