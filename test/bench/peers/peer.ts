/** What every softphone of the comparison is asked to do, and what it has to tell, whatever it is built of. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Testbed } from "../../testbed/start-testbed.ts";

export type ServerName = "main" | "backup";

/** `silent`: neither ringing nor a failure within the time given. */
export type DialEnd = { readonly kind: "ringing" | "failed" | "silent"; readonly at: number };

/** One running softphone with an account on both servers. Instants are epoch ms. */
export type Peer = {
  /** Through the account given, or, with null, as the softphone does it when nobody tells. */
  readonly dial: (target: string, via: ServerName | null, limitMs: number) => Promise<DialEnd>;
  /** Ends whatever was dialled, ringing or not. */
  readonly hangUp: () => Promise<void>;
  /** When each incoming call so far began to ring. */
  readonly rings: () => Promise<readonly number[]>;
  /** Whether it shows its operator that it is registered there. */
  readonly isShownRegistered: (server: ServerName) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

/** A softphone as the comparison knows it before it runs. */
export type PeerKind = {
  readonly name: string;
  readonly version: string;
  /** The account it takes on both servers. */
  readonly user: string;
  /** How it is run and set, as far as it is not as it comes: what a reader needs to do the same. */
  readonly command: string;
  readonly settings: string;
  readonly start: (testbed: Testbed) => Promise<Peer>;
};

export const serverNames = ["main", "backup"] as const;

/** Asks every `everyMs`. @returns whether it came true in time. */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  limitMs: number,
  everyMs = 50,
): Promise<boolean> {
  for (const end = performance.now() + limitMs; performance.now() < end; await sleep(everyMs)) {
    if (await isTrue()) return true;
  }
  return false;
}
