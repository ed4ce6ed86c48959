/** What the parts of one server's endpoint share: its user agent, its sockets, and the ways out to core and log. */
import type { Core, Session, UserAgent } from "sip.js";
import type { InviteId } from "../../../../shared/model/ids.ts";
import type { ServerConfig } from "../../../../shared/model/phone-config.ts";
import type { SipEffect, SipEvent } from "../../core/sip-vocabulary.ts";
import type { MediaPort } from "../../ports/media.ts";
import type { MediaDescriptionHandler } from "./media-description-handler.ts";
import type { OwedByes } from "./owed-byes.ts";
import type { SipHead } from "./sip-head.ts";
import type { SipLog } from "./sip-log.ts";
import type { SocketSet } from "./socket-set.ts";

export type EndpointContext = {
  readonly server: ServerConfig;
  readonly userAgent: UserAgent;
  readonly media: MediaPort;
  readonly sockets: SocketSet;
  readonly log: SipLog;
  readonly emit: (event: SipEvent) => void;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly owedByes: OwedByes;
  readonly strongKeyHeaders: () => readonly string[];
  readonly queueHeader: () => string | null;
  /** The handler that SIP.js was given for this session; undefined before it asked. */
  readonly handlerOf: (session: Session) => MediaDescriptionHandler | undefined;
  /** The confirmed session of another INVITE on this server. */
  readonly sessionOf: (inviteId: InviteId) => Session | null;
  /** True when this response came from the server and was not made up by SIP.js (RFC 3261 §8.1.3.1). */
  readonly isFromServer: (message: Core.IncomingResponseMessage) => boolean;
  /** A dialog was confirmed. */
  readonly onDialogs: () => void;
  /** An INVITE is over: nothing of it is kept. */
  readonly forget: (inviteId: InviteId) => void;
};

export type InviteEffect = Extract<SipEffect, { readonly inviteId: InviteId }>;

/** One INVITE and the dialog it became, whichever way it went. */
export type Invite = {
  readonly inviteId: InviteId;
  /** The SIP Call-ID. */
  readonly callId: string;
  /** Present once the INVITE has become a confirmed dialog. */
  readonly session: () => Session | null;
  readonly perform: (effect: InviteEffect) => void;
  /** The credentials for this Call-ID are wanted; false keeps them back. */
  readonly mayAnswerChallenge: () => boolean;
  readonly onChallengeAnswered: () => void;
  readonly onSent: (head: SipHead) => void;
  /** SIP.js has digested this message. */
  readonly onReceived: (head: SipHead) => void;
  /** The socket it used is closed or replaced. */
  readonly onSocketGone: () => void;
  /** There is a new socket, whether or not the server will take the account on it. */
  readonly onSocketOpened: () => void;
  /** A REGISTER was just accepted. */
  readonly onRegistered: () => void;
  /** Its server left the configuration, its socket is closed, and no other will follow. */
  readonly onUnreachable: (hasVoice: boolean) => void;
  readonly dispose: () => void;
};
