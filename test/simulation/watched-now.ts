/** The simulated phone's side of its subscriptions, as the adapter keeps them: of two to the same the newer counts. */
import type { ServerId } from "../../shared/model/ids.ts";
import type { SipEffect, SipEvent } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { NotifierMessage, SubscribeRequest } from "./simulated-notifier.ts";

export type WatchedNow = {
  /** The order as a request of this endpoint; a new id takes the place of an older one to the same. */
  readonly toRequest: (effect: Extract<SipEffect, { type: "subscription.send" }>, contact: number) => SubscribeRequest;
  readonly isKnown: (connection: number, subscriptionId: number) => boolean;
  /** What is told of a message of the server. */
  readonly hear: (
    on: { readonly serverId: ServerId; readonly connection: number },
    message: NotifierMessage,
  ) => readonly SipEvent[];
};

export function createWatchedNow(): WatchedNow {
  const newest = new Map<string, { readonly connection: number; readonly subscriptionId: number }>();
  const isKnown = (connection: number, subscriptionId: number) =>
    [...newest.values()].some((one) => one.connection === connection && one.subscriptionId === subscriptionId);
  return {
    isKnown,
    toRequest({ connection, subscriptionId, expiresS, of, resource }, contact) {
      if (expiresS > 0) newest.set(`${of} ${resource}`, { connection, subscriptionId });
      return { kind: "subscribe", contact, subscriptionId, expiresS, of, resource };
    },
    hear(on, message) {
      const isOurs = isKnown(on.connection, message.subscriptionId);
      const { subscriptionId, retryAfterS } = { retryAfterS: null, ...message };
      if (message.kind === "subscribed") {
        const { code, expiresS, minExpiresS } = message;
        const answered = { ...on, subscriptionId, code, expiresS, retryAfterS, minExpiresS };
        return [
          { type: "server.responded", ...on },
          ...(isOurs ? [{ type: "subscription.answered", ...answered } as const] : []),
        ];
      }
      const { state, reason, news } = message;
      const notified = { ...on, subscriptionId, state, reason, retryAfterS, news };
      return [
        { type: "server.requested", ...on },
        ...(isOurs ? [{ type: "subscription.notified", ...notified } as const] : []),
      ];
    },
  };
}
