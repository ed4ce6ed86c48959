/** What the SIP port is told to do and what it tells back, in our words: the seam between decisions and wire. */
import type { Devices } from "../../../shared/model/devices.ts";
import type { Quality } from "../../../shared/model/call.ts";
import type { LineState } from "../../../shared/model/colleague.ts";
import type { CallId, InviteId, ServerId } from "../../../shared/model/ids.ts";
import type { Remote } from "../../../shared/model/remote.ts";

/**
 * The number of a socket of one server, rising with each `socket.open`. An event of an older connection is stale
 * and changes nothing.
 */
export type ConnectionNumber = number;

/** Orders to the SIP port. None of them answers; what comes of them returns as a SipEvent. */
export type SipEffect =
  /** Opens a new socket for the server; an older one lives on only while an abandoned INVITE needs it. */
  | { readonly type: "socket.open"; readonly serverId: ServerId; readonly connection: ConnectionNumber }
  | { readonly type: "socket.close"; readonly serverId: ServerId }
  | {
      readonly type: "register.send";
      readonly serverId: ServerId;
      readonly connection: ConnectionNumber;
      /** 0 takes the binding away. */
      readonly expiresS: number;
    }
  /** A REGISTER without Contact (RFC 3261 §10.2.3): who is bound to this account? */
  | { readonly type: "bindings.query"; readonly serverId: ServerId; readonly connection: ConnectionNumber }
  | {
      readonly type: "probe.send";
      readonly serverId: ServerId;
      readonly connection: ConnectionNumber;
      readonly probeId: number;
    }
  /**
   * SUBSCRIBE (RFC 6665). An id that is new begins a subscription, and the adapter hears of an earlier one to the same
   * no more; an id that is known refreshes its own, or ends it with 0.
   */
  | ({
      readonly type: "subscription.send";
      readonly serverId: ServerId;
      readonly connection: ConnectionNumber;
      readonly subscriptionId: SubscriptionId;
      readonly expiresS: number;
    } & Watched)
  /**
   * Dials a code that the server obeys: an INVITE on this connection with a silent voice, of which nothing is heard or shown.
   * The server hangs up by itself, or is hung up.
   */
  | {
      readonly type: "service.call";
      readonly serverId: ServerId;
      readonly connection: ConnectionNumber;
      readonly serviceId: ServiceId;
      readonly target: string;
    }
  /** CANCEL, or BYE once it is answered; nothing more is told of it. */
  | { readonly type: "service.end"; readonly serverId: ServerId; readonly serviceId: ServiceId }
  /** Makes the offer of an INVITE and says so; nothing leaves before `attempt.invite` for the same id. */
  | ({ readonly type: "attempt.prepare" } & InviteOrder)
  /** One that was prepared leaves in this very task of the event loop: no response can be heard in between. */
  | ({ readonly type: "attempt.invite" } & InviteOrder)
  /** CANCEL once legal, ACK and BYE on a late 200, no answer to a late 401. The socket is kept until that is done. */
  | { readonly type: "attempt.cancel"; readonly inviteId: InviteId }
  /** 180 Ringing. */
  | { readonly type: "leg.ring"; readonly inviteId: InviteId }
  | { readonly type: "leg.accept"; readonly inviteId: InviteId }
  /** `isElsewhere`: it says too that the call was answered through another server (RFC 3326). */
  | {
      readonly type: "leg.reject";
      readonly inviteId: InviteId;
      readonly code: number;
      readonly isElsewhere?: boolean;
    }
  /** 302 with that number at this server as the Contact (RFC 3261 §21.3.3). */
  | { readonly type: "leg.forward"; readonly inviteId: InviteId; readonly to: string }
  | { readonly type: "dialog.bye"; readonly inviteId: InviteId }
  /** One target-refresh re-INVITE (RFC 3261 §12.2), so that the server's requests reach the new socket. */
  | { readonly type: "dialog.refresh"; readonly inviteId: InviteId; readonly hasNewAddress: boolean }
  | { readonly type: "dialog.hold"; readonly inviteId: InviteId; readonly on: boolean }
  /** Neither side hears the other any more, or again, at once; the server is told nothing. */
  | { readonly type: "dialog.silence"; readonly inviteId: InviteId; readonly on: boolean }
  | { readonly type: "dialog.mute"; readonly inviteId: InviteId; readonly on: boolean }
  | { readonly type: "dialog.sendDtmf"; readonly inviteId: InviteId; readonly digits: string }
  | { readonly type: "dialog.transferBlind"; readonly inviteId: InviteId; readonly target: string }
  | { readonly type: "dialog.transferAttended"; readonly inviteId: InviteId; readonly toInviteId: InviteId }
  /** These dialogs hear each other from now on, wherever their servers are; fewer than two end the mixing. */
  | { readonly type: "conference.mix"; readonly inviteIds: readonly InviteId[] };

/** `line`: the dialogs of an extension (RFC 4235); `mailbox`: the messages of an account (RFC 3842). */
export type Watched = { readonly of: "line" | "mailbox"; readonly resource: string };

export type SubscriptionId = number;

/** Of a code that is dialled; rising, over all servers. */
export type ServiceId = number;

/** What a NOTIFY tells; of a mailbox only that something waits may be known. */
export type MailboxNews = { readonly isWaiting: boolean; readonly fresh: number; readonly old: number };
export type News = { readonly of: "line"; readonly state: LineState } | ({ readonly of: "mailbox" } & MailboxNews);

export type InviteOrder = {
  readonly inviteId: InviteId;
  readonly callId: CallId;
  readonly serverId: ServerId;
  readonly target: string;
  /** Goes out as X-Call-Attempt-ID, equal in every attempt of a dial. */
  readonly attemptId: string;
};

type OnConnection<Type extends string> = {
  readonly type: Type;
  readonly serverId: ServerId;
  readonly connection: ConnectionNumber;
};
type OnInvite<Type extends string> = { readonly type: Type; readonly inviteId: InviteId };

export type SipEvent =
  | OnConnection<"socket.opened">
  /** `code`: the WebSocket close code, null when the socket never opened. */
  | (OnConnection<"socket.closed"> & { readonly code: number | null })
  /** A final response to REGISTER. */
  | (OnConnection<"register.answered"> & {
      readonly code: number;
      /** Granted for our Contact, s; null when the 2xx did not list it. */
      readonly expiresS: number | null;
      readonly retryAfterS: number | null;
      readonly minExpiresS: number | null;
    })
  /** A final response to that question; the lists are of a 2xx. */
  | (OnConnection<"bindings.answered"> & {
      readonly code: number;
      readonly hasOwn: boolean;
      /** Contacts that are not ours. */
      readonly others: number;
    })
  /** A final response to OPTIONS, a 401 included. */
  | (OnConnection<"probe.answered"> & {
      readonly probeId: number;
      readonly code: number;
      readonly retryAfterS: number | null;
    })
  /** A final response to SUBSCRIBE. */
  | (OnConnection<"subscription.answered"> & {
      readonly subscriptionId: SubscriptionId;
      readonly code: number;
      /** Of a 2xx, s; null when it did not say. */
      readonly expiresS: number | null;
      readonly retryAfterS: number | null;
      readonly minExpiresS: number | null;
    })
  /** NOTIFY, which may come before that response. */
  | (OnConnection<"subscription.notified"> & {
      readonly subscriptionId: SubscriptionId;
      readonly state: "active" | "pending" | "terminated";
      /** Of `terminated` (RFC 6665 §4.1.3), in small letters. */
      readonly reason: string | null;
      readonly retryAfterS: number | null;
      /** Null where nothing could be read from it. */
      readonly news: News | null;
    })
  /** The server told of the mailbox without having been asked. */
  | (OnConnection<"mailbox.told"> & { readonly news: MailboxNews })
  /** 2xx to a code that was dialled: the server obeyed it, as far as can be seen. */
  | (OnConnection<"service.answered"> & { readonly serviceId: ServiceId })
  /** It is over. `code`: the final answer to the INVITE; null: none came, for the connection is gone. */
  | (OnConnection<"service.ended"> & { readonly serviceId: ServiceId; readonly code: number | null })
  /** The first response of the server to any other request of ours: it reads and answers. */
  | OnConnection<"server.responded">
  /** A request from the server: it lives, though it may not read. */
  | OnConnection<"server.requested">
  /** The offer is made. */
  | OnInvite<"attempt.prepared">
  /** The INVITE is on the wire. */
  | (OnInvite<"attempt.sent"> & { readonly hasCredentials: boolean })
  /** 401 or 407; the INVITE with credentials follows by itself. */
  | OnInvite<"attempt.challenged">
  | (OnInvite<"attempt.progressed"> & { readonly code: number })
  /** An 18x brought the first answer to our offer: it is taken, and whatever comes is heard before anybody has answered. */
  | OnInvite<"attempt.earlyMedia">
  | OnInvite<"attempt.answered">
  /** A final response that is not 2xx, sent by the server. `cause`: of ITU-T Q.850, where it told one (RFC 3326). */
  | (OnInvite<"attempt.rejected"> & {
      readonly code: number;
      readonly retryAfterS: number | null;
      readonly cause: number | null;
    })
  /** The INVITE never left: no socket, or no media to offer. `message` is one sentence. */
  | (OnInvite<"attempt.failed"> & { readonly why: "notConnected" | "media"; readonly message: string })
  | (OnConnection<"leg.offered"> & {
      readonly inviteId: InviteId;
      readonly remote: Remote;
      /** The first of the policy's strong key headers that the INVITE carried. */
      readonly strongKey: string | null;
      /** The server asks the phone to answer by itself after so long, s; null where it does not. */
      readonly answerAfterS: number | null;
      /** What the policy's header says of the queue that sends it. */
      readonly queue: string | null;
    })
  /** `isElsewhere`: CANCEL with Reason SIP;cause=200 (RFC 3326). */
  | (OnInvite<"leg.cancelled"> & { readonly isElsewhere: boolean })
  /** Our 200 is on the wire. */
  | OnInvite<"leg.accepted">
  /** ACK for our 200 arrived. */
  | OnInvite<"leg.acknowledged">
  | (OnInvite<"leg.failed"> & { readonly why: "notConnected" | "media"; readonly message: string })
  /** BYE from the server. */
  | OnInvite<"dialog.ended">
  /** `gone`: 481 or 408, the dialog no longer exists there (RFC 3261 §12.2.1.2). */
  | (OnInvite<"dialog.refreshed"> & { readonly outcome: "ok" | "gone" | "failed" })
  | (OnInvite<"dialog.holdAnswered"> & { readonly held: boolean })
  /** The REFER was accepted (100), or a NOTIFY of it (RFC 3515) tells how far it is. */
  | (OnInvite<"dialog.transferProgressed"> & { readonly code: number })
  /** It reached its end, or was refused; null: the server fell silent about it. */
  | (OnInvite<"dialog.transferAnswered"> & { readonly code: number | null })
  /** Whether RTP arrives, or, where none is due, whether ICE checks are answered. */
  | (OnInvite<"media.flowChanged"> & { readonly isFlowing: boolean })
  /** Less than that: nothing arrived for a moment, which is a reason to ask the server. */
  | OnInvite<"media.fellQuiet">
  /** Of the last two seconds; `packets` were due in them, arrived or lost. */
  | (OnInvite<"media.measured"> & { readonly quality: Quality; readonly packets: number })
  | { readonly type: "devices.changed"; readonly devices: Devices };
