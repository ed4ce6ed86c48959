/** Rings on the screen: a card above other windows while a call rings, and the window once a call was answered. */
import { isRingingHere } from "../../shared/model/call.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import type { IncomingWindow } from "./incoming-window.ts";

export type IncomingNeeds = {
  readonly card: Pick<IncomingWindow, "show" | "hide" | "onGone">;
  readonly mainWindow: {
    /** It rings in the window itself where somebody is looking at it. */
    readonly isFocused: () => boolean;
    readonly onLeft: (listener: () => void) => void;
    readonly showQuietly: () => void;
  };
};

/** A card that dies as often as this while it rings would only die again; the window and the tray still ring. */
const mostCards = 3;

export function createIncomingOutlet({ card, mainWindow }: IncomingNeeds): Outlet {
  let shown = 0;
  let deaths = 0;
  mainWindow.onLeft(() => {
    if (shown > 0) card.show(shown);
  });
  card.onGone(() => {
    deaths += 1;
    if (shown > 0 && deaths < mostCards) card.show(shown);
  });

  function show(count: number): void {
    const isFirst = shown === 0 && count > 0;
    shown = count;
    if (isFirst) deaths = 0;
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
