/** Does what a start of Tandem asked for, be it the first, a second one, or a clicked link. */
import { cleanDialTarget } from "../../shared/model/dial-target.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { RunWish } from "./cli.ts";
import { openLink, type LinkTarget, type SetUpStand } from "./deep-links.ts";

export type WishNeeds = {
  readonly window: LinkTarget;
  readonly setUpStand: () => SetUpStand;
  /** Whether the policy lets `--dial` dial instead of filling the field. */
  readonly mayDial: () => boolean;
  readonly dial: (target: string) => void;
  readonly log: Log;
};

export function fulfilWish(wish: RunWish, { window, setUpStand, mayDial, dial, log }: WishNeeds): void {
  if (wish.link !== null) return openLink(wish.link, window, setUpStand, log);
  if (!wish.isHidden) window.show();
  if (wish.dial === null) return;
  const cleaned = cleanDialTarget(wish.dial);
  if (!cleaned.ok) return log.warn(`--dial was not taken: ${cleaned.failure}`);
  window.fillDial(cleaned.value);
  if (mayDial()) dial(cleaned.value);
}
