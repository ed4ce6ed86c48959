/** What a simulated server tells of lines and mailboxes to those who subscribed (RFC 6665), over the sockets they came on. */
import type { LineState } from "../../shared/model/colleague.ts";
import type { MailboxNews, News, Watched } from "../../renderer/engine/core/sip-vocabulary.ts";

export type SubscribeRequest = {
  readonly kind: "subscribe";
  /** The endpoint's own numbering. */
  readonly subscriptionId: number;
  readonly contact: number;
  readonly expiresS: number;
} & Watched;

export type NotifierMessage =
  | {
      readonly kind: "subscribed";
      readonly subscriptionId: number;
      readonly code: number;
      readonly expiresS: number | null;
      readonly retryAfterS: number | null;
      readonly minExpiresS: number | null;
    }
  | {
      readonly kind: "notify";
      readonly subscriptionId: number;
      readonly state: "active" | "terminated";
      readonly reason: string | null;
      readonly news: News | null;
    };

type Subscription = {
  readonly socket: number;
  readonly contact: number;
  readonly id: number;
  readonly watched: Watched;
  atExpires: number;
};

export type Notifier = {
  readonly accept: (socket: number, request: SubscribeRequest) => void;
  readonly setLine: (extension: string, state: LineState) => void;
  readonly setMailbox: (news: MailboxNews) => void;
  readonly lineOf: (extension: string) => LineState;
  /** Ends every subscription for this reason. */
  readonly endAll: (reason: string) => void;
  /** A NOTIFY was answered 481: nobody listens there any more. */
  readonly forget: (socket: number, subscriptionId: number) => void;
  readonly closeSocket: (socket: number) => void;
  /** A crash: nothing is told any more; lines and mailboxes are what they are. */
  readonly crash: () => void;
  /** Those that stand now, by what they watch. */
  readonly standing: () => readonly Watched[];
  /** Every SUBSCRIBE that asked for time, when it came. */
  readonly asked: readonly number[];
  /** What is answered instead of 200; null: 200. */
  refusal: { readonly code: number; readonly retryAfterS: number | null; readonly minExpiresS?: number } | null;
  /** It accepts, and tells nothing. */
  isSilent: boolean;
  /** The first NOTIFY goes out before the answer. */
  notifiesFirst: boolean;
};

export function createNotifier(now: () => number, send: (socket: number, message: NotifierMessage) => void): Notifier {
  let subscriptions: Subscription[] = [];
  const lines = new Map<string, LineState>();
  const asked: number[] = [];
  let mailbox: MailboxNews = { isWaiting: false, fresh: 0, old: 0 };

  const newsOf = ({ of, resource }: Watched): News =>
    of === "line" ? { of, state: lines.get(resource) ?? "idle" } : { of, ...mailbox };
  const live = () => subscriptions.filter(({ atExpires }) => atExpires > now());
  const notify = ({ socket, id, watched }: Subscription, reason: string | null = null) => {
    if (notifier.isSilent) return;
    send(socket, {
      kind: "notify",
      subscriptionId: id,
      state: reason === null ? "active" : "terminated",
      reason,
      news: newsOf(watched),
    });
  };
  const tell = (fits: (watched: Watched) => boolean) => {
    for (const one of live()) if (fits(one.watched)) notify(one);
  };

  const notifier: Notifier = {
    refusal: null,
    notifiesFirst: false,
    isSilent: false,
    asked,
    accept(socket, { subscriptionId, contact, expiresS, of, resource }) {
      const known = live().find((one) => one.socket === socket && one.id === subscriptionId);
      const answer = (code: number, retryAfterS: number | null = null) =>
        send(socket, {
          kind: "subscribed",
          subscriptionId,
          code,
          expiresS: code === 200 ? expiresS : null,
          retryAfterS,
          minExpiresS: code === 423 ? (notifier.refusal?.minExpiresS ?? null) : null,
        });
      if (expiresS === 0) {
        subscriptions = subscriptions.filter((one) => one !== known);
        return answer(known === undefined ? 481 : 200);
      }
      asked.push(now());
      const isLongEnough = expiresS >= (notifier.refusal?.minExpiresS ?? Infinity);
      if (notifier.refusal !== null && !isLongEnough)
        return answer(notifier.refusal.code, notifier.refusal.retryAfterS);
      const atExpires = now() + expiresS * 1_000;
      const standing = known ?? { socket, contact, id: subscriptionId, watched: { of, resource }, atExpires };
      standing.atExpires = atExpires;
      if (known === undefined) subscriptions.push(standing);
      if (notifier.notifiesFirst) notify(standing);
      answer(200);
      if (!notifier.notifiesFirst) notify(standing);
    },
    setLine(extension, state) {
      lines.set(extension, state);
      tell(({ of, resource }) => of === "line" && resource === extension);
    },
    setMailbox(news) {
      mailbox = news;
      tell(({ of }) => of === "mailbox");
    },
    lineOf: (extension) => lines.get(extension) ?? "idle",
    endAll(reason) {
      const ending = live();
      subscriptions = [];
      for (const one of ending) notify(one, reason);
    },
    forget(socket, subscriptionId) {
      subscriptions = subscriptions.filter((one) => one.socket !== socket || one.id !== subscriptionId);
    },
    closeSocket(socket) {
      subscriptions = subscriptions.filter((one) => one.socket !== socket);
    },
    crash() {
      subscriptions = [];
    },
    standing: () => live().map(({ watched }) => watched),
  };
  return notifier;
}
