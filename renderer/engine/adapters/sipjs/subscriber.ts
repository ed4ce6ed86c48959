/**
 * SUBSCRIBE when told to, and whatever NOTIFY comes of it (RFC 6665). SIP.js only carries the requests and answers their
 * challenges: its own subscriptions outlive their socket, refresh by the wall clock, and cannot be used again once one was
 * refused. A NOTIFY belongs to a subscription by its Call-ID, whether it comes before the answer or after it.
 */
import { type Core, UserAgent, type URI } from "sip.js";
import { isSuccess } from "../../../../shared/model/sip-code.ts";
import type { ConnectionNumber, News, SipEffect } from "../../core/sip-vocabulary.ts";
import { allowHeader } from "./allow-header.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { endRequests } from "./pending-requests.ts";
import { readDialogInfo } from "./read-dialog-info.ts";
import { readMessageSummary } from "./read-message-summary.ts";
import { readRequest, type IncomingRequest } from "./read-request.ts";
import { readSeconds } from "./read-seconds.ts";
import { toSipUri } from "./request-uri.ts";
import type { SipRequestHead } from "./sip-head.ts";

export type SubscriptionOrder = Extract<SipEffect, { type: "subscription.send" }>;

export type Subscriber = {
  /** A request that still waits for its answer is given up for it. */
  readonly send: (order: SubscriptionOrder) => void;
  /** @returns false when this NOTIFY is not one of ours: a transfer's, or of a subscription that is no more. */
  readonly receive: (head: SipRequestHead, text: string, connection: ConnectionNumber) => boolean;
  /** The socket is gone, and every subscription with it. */
  readonly onSocketGone: () => void;
  /** How many are known. */
  readonly count: () => number;
};

type Subscription = {
  readonly order: SubscriptionOrder;
  readonly callId: string;
  readonly fromTag: string;
  cseq: number;
  /** Null until the server has said where it is: by its answer, or by a NOTIFY. */
  dialog: { readonly toTag: string; readonly target: URI; readonly routeSet: string[] } | null;
  request: Core.OutgoingRequestMessage | null;
  /** CSeq of the last NOTIFY. */
  lastNotified: number;
};

const packages = {
  line: { event: "dialog", accept: "application/dialog-info+xml" },
  mailbox: { event: "message-summary", accept: "application/simple-message-summary" },
} as const;

export function createSubscriber(context: EndpointContext): Subscriber {
  const { server, sockets, log, emit, userAgent } = context;
  const core = userAgent.userAgentCore;
  const { uri, displayName } = userAgent.configuration;
  let subscriptions: Subscription[] = [];

  const isSame = (a: SubscriptionOrder, b: SubscriptionOrder) => a.of === b.of && a.resource === b.resource;
  /** Its last request may still wait for its answer: that one is heard. */
  const forget = (subscription: Subscription) => {
    subscriptions = subscriptions.filter((one) => one !== subscription);
  };
  /** Its late answer is not heard. */
  const abandon = (subscription: Subscription) => {
    const { request } = subscription;
    subscription.request = null;
    if (request !== null) endRequests(core, [request]);
  };

  const begin = (order: SubscriptionOrder): Subscription => {
    for (const other of subscriptions) {
      if (!isSame(other.order, order)) continue;
      forget(other);
      abandon(other);
    }
    const message = toMessage(order, null);
    const { callId, fromTag } = message;
    const begun = { order, callId, fromTag, cseq: 0, dialog: null, request: null, lastNotified: 0 };
    subscriptions.push(begun);
    return begun;
  };

  const toMessage = (order: SubscriptionOrder, subscription: Subscription | null) => {
    const { event, accept } = packages[order.of];
    const resource = toSipUri(order.resource, server.domain);
    const dialog = subscription?.dialog ?? null;
    const place = subscription === null ? {} : { callId: subscription.callId, fromTag: subscription.fromTag };
    return core.makeOutgoingRequestMessage(
      "SUBSCRIBE",
      dialog?.target ?? resource,
      uri,
      resource,
      {
        ...place,
        cseq: (subscription?.cseq ?? 0) + 1,
        fromDisplayName: displayName,
        ...(dialog === null ? {} : { toTag: dialog.toTag, routeSet: dialog.routeSet }),
      },
      [
        `Event: ${event}`,
        `Accept: ${accept}`,
        `Expires: ${order.expiresS}`,
        `Contact: ${userAgent.contact.toString()}`,
        allowHeader,
      ],
    );
  };

  const report = (subscription: Subscription, order: SubscriptionOrder, message: Core.IncomingResponseMessage) => {
    const { request } = subscription;
    if (request !== null) subscription.cseq = request.cseq;
    subscription.request = null;
    if (!context.isFromServer(message)) return;
    const code = message.statusCode ?? 500;
    const isAccepted = isSuccess(code);
    if (isAccepted) learnDialog(subscription, message.toTag, message.getHeader("contact") ?? null, routesOf(message));
    else if (subscription.dialog === null || code === 481) forget(subscription);
    if (order.expiresS === 0) return;
    emit({
      type: "subscription.answered",
      serverId: server.id,
      connection: order.connection,
      subscriptionId: order.subscriptionId,
      code,
      expiresS: isAccepted ? readSeconds(message.getHeader("expires")) : null,
      retryAfterS: readSeconds(message.getHeader("retry-after")),
      minExpiresS: readSeconds(message.getHeader("min-expires")),
    });
  };

  return {
    send(order) {
      const known = subscriptions.find((one) => one.order.subscriptionId === order.subscriptionId);
      if (known === undefined && order.expiresS === 0) return;
      const subscription = known ?? begin(order);
      if (subscription.request !== null) subscription.cseq = subscription.request.cseq;
      abandon(subscription);
      const message = toMessage(order, subscription);
      subscription.request = message;
      const onFinal = log.guard("SUBSCRIBE", (response: Core.IncomingResponse) => {
        if (subscription.request === message) report(subscription, order, response.message);
      });
      core.request(message, { onAccept: onFinal, onReject: onFinal, onRedirect: onFinal });
    },
    receive(head, text, connection) {
      const request = readRequest(text);
      const event = readToken(request.header("event", "o"));
      const reply = (code: number, phrase: string) =>
        void sockets.send(request.writeReply(code, phrase, userAgent.contact.uri.user ?? "tandem"), head.callId);
      const subscription = subscriptions.find(({ callId }) => callId === head.callId);
      if (subscription === undefined) {
        if (event !== packages.mailbox.event || head.hasToTag) return false;
        const news = readMessageSummary(request.body);
        reply(200, "OK");
        if (news !== null) emit({ type: "mailbox.told", serverId: server.id, connection, news });
        return true;
      }
      const { order } = subscription;
      if (event !== packages[order.of].event) {
        reply(489, "Bad Event");
        return true;
      }
      const cseq = readSeconds(request.header("cseq")) ?? 0;
      if (cseq <= subscription.lastNotified) {
        reply(500, "Out Of Order");
        return true;
      }
      subscription.lastNotified = cseq;
      reply(200, "OK");
      const fromTag = /;[ \t]*tag[ \t]*=[ \t]*([^;,\s]+)/i.exec(request.header("from", "f") ?? "")?.[1];
      if (subscription.dialog === null && fromTag !== undefined)
        learnDialog(subscription, fromTag, request.header("contact", "m"), request.headers("record-route"));
      const state = readState(request.header("subscription-state"));
      if (state.kind === "terminated") forget(subscription);
      emit({
        type: "subscription.notified",
        serverId: server.id,
        connection,
        subscriptionId: order.subscriptionId,
        state: state.kind,
        reason: state.reason,
        retryAfterS: state.retryAfterS,
        news: readNews(order.of, request),
      });
      return true;
    },
    onSocketGone() {
      subscriptions = [];
    },
    count: () => subscriptions.length,
  };
}

function learnDialog(
  subscription: Subscription,
  toTag: string | undefined,
  contact: string | null,
  routeSet: string[],
): void {
  if (subscription.dialog !== null || toTag === undefined || toTag === "") return;
  const address = /<([^<>]+)>/.exec(contact ?? "")?.[1] ?? contact?.split(";")[0];
  const target = address === undefined ? undefined : UserAgent.makeURI(address.trim());
  if (target !== undefined) subscription.dialog = { toTag, target, routeSet };
}

/** RFC 3261 §12.1.2: in reverse order. */
function routesOf(message: Core.IncomingResponseMessage): string[] {
  return message.getHeaders("record-route").toReversed();
}

function readToken(value: string | null): string {
  return /^[^\s;]*/.exec(value ?? "")?.[0].toLowerCase() ?? "";
}

type SubscriptionState = {
  readonly kind: "active" | "pending" | "terminated";
  readonly reason: string | null;
  readonly retryAfterS: number | null;
};

/** Without the header (RFC 3265's forebears) it counts as active. */
function readState(value: string | null): SubscriptionState {
  const token = readToken(value);
  const kind = token === "terminated" || token === "pending" ? token : "active";
  const parameter = (name: string) =>
    new RegExp(`;[ \\t]*${name}[ \\t]*=[ \\t]*"?([^";\\s]+)`, "i").exec(value ?? "")?.[1];
  return {
    kind,
    reason: parameter("reason")?.toLowerCase() ?? null,
    retryAfterS: readSeconds(parameter("retry-after")),
  };
}

function readNews(of: SubscriptionOrder["of"], request: IncomingRequest): News | null {
  if (of === "line") {
    const state = readDialogInfo(request.body);
    return state === null ? null : { of, state };
  }
  const news = readMessageSummary(request.body);
  return news === null ? null : { of, ...news };
}
