/** Follows one dial of a softphone that tells what becomes of its calls, one thing after the other. */
import { waitUntil, type DialEnd } from "./peer.ts";

/** What softphones tell of their calls, in common words; instants are epoch ms. */
export type CallNews = { readonly at: number; readonly kind: "dialRinging" | "dialOver" | "rung" };

/** @param atDial what was told before is of other calls. */
export async function followDial(
  news: () => readonly CallNews[] | Promise<readonly CallNews[]>,
  atDial: number,
  limitMs: number,
): Promise<DialEnd> {
  let told: CallNews | undefined;
  const isTold = async (): Promise<boolean> => {
    told = (await news()).find(({ at, kind }) => at >= atDial && kind !== "rung");
    return told !== undefined;
  };
  await waitUntil(isTold, limitMs, 10);
  if (told === undefined) return { kind: "silent", at: atDial + limitMs };
  return { kind: told.kind === "dialRinging" ? "ringing" : "failed", at: told.at };
}

export const ringsOf = (news: readonly CallNews[]): number[] =>
  news.filter(({ kind }) => kind === "rung").map(({ at }) => at);
