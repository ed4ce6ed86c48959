/**
 * Codes that a server obeys, dialled for a moment and in silence: one INVITE on the socket that stands, never repeated and
 * never carried over. Nothing of it is a call: no media, no session, no dialog that outlives its server's answer.
 */
import { Core } from "sip.js";
import type { ConnectionNumber, ServiceId, SipEffect } from "../../core/sip-vocabulary.ts";
import { allowHeader } from "./allow-header.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { endRequests } from "./pending-requests.ts";
import { toSipUri } from "./request-uri.ts";
import { sendCancel } from "./send-cancel.ts";
import { writeSilentOffer } from "./silent-offer.ts";

export type ServiceOrder = Extract<SipEffect, { type: "service.call" }>;

export type ServiceCaller = {
  readonly call: (order: ServiceOrder) => void;
  /** CANCEL once legal, BYE once answered; nothing more is told. */
  readonly end: (serviceId: ServiceId) => void;
  /** False for the INVITE of a code that was given up: it must not be obeyed after all. */
  readonly mayAnswerChallenge: (callId: string) => boolean;
  /** What was answered there is owed a BYE. */
  readonly onSocketGone: () => void;
  readonly count: () => number;
};

type Service = {
  readonly id: ServiceId;
  readonly connection: ConnectionNumber;
  readonly message: Core.OutgoingRequestMessage;
  session: Core.Session | null;
  /** A 1xx came for the transaction with this branch: only that may be cancelled. */
  provisionalBranch: string | null;
  isGivenUp: boolean;
};

export function createServiceCaller(context: EndpointContext): ServiceCaller {
  const { server, log, emit, userAgent } = context;
  const core = userAgent.userAgentCore;
  const { uri, displayName } = userAgent.configuration;
  let services: Service[] = [];

  const forget = (service: Service) => {
    services = services.filter((one) => one !== service);
  };
  const over = (service: Service, code: number | null) => {
    if (!services.includes(service)) return;
    forget(service);
    const { id: serviceId, connection, isGivenUp } = service;
    if (!isGivenUp) emit({ type: "service.ended", serverId: server.id, connection, serviceId, code });
  };
  const hangUp = (service: Service, session: Core.Session) => {
    const onFinal = log.guard("BYE", ({ message }: Core.IncomingResponse) => {
      if (!context.isFromServer(message)) owe(session);
    });
    forget(service);
    session.bye({ onAccept: onFinal, onReject: onFinal, onRedirect: onFinal });
  };
  const owe = (session: Core.Session) => {
    if (session instanceof Core.SessionDialog) context.owedByes.add(session);
  };
  const cancel = ({ message, provisionalBranch }: Service) => {
    if (message.branch !== undefined && message.branch === provisionalBranch)
      sendCancel(core, message, () => undefined);
  };
  const onProvisional = (service: Service) => {
    service.provisionalBranch = service.message.branch ?? null;
    if (service.isGivenUp) cancel(service);
  };

  return {
    call({ serviceId: id, connection, target }) {
      const to = toSipUri(target, server.domain);
      const headers = [`Contact: ${userAgent.contact.toString()}`, allowHeader];
      const content = writeSilentOffer(context.random);
      const body = { contentDisposition: "session", contentType: "application/sdp", content };
      const message = core.makeOutgoingRequestMessage(
        "INVITE",
        to,
        uri,
        to,
        { fromDisplayName: displayName },
        headers,
        body,
      );
      const service: Service = {
        id,
        connection,
        message,
        session: null,
        provisionalBranch: null,
        isGivenUp: false,
      };
      services.push(service);
      log.info(`Dialling the code ${target}.`);
      const onFinal = log.guard("service", (response: Core.IncomingResponse) =>
        over(service, context.isFromServer(response.message) ? (response.message.statusCode ?? 500) : null),
      );
      core.invite(message, {
        onTrying: log.guard("service", () => onProvisional(service)),
        onProgress: log.guard("service", () => onProvisional(service)),
        onAccept: log.guard("service", (response: Core.AckableIncomingResponseWithSession) => {
          response.ack();
          const { session } = response;
          service.session = session;
          session.delegate = {
            onBye: log.guard("BYE", (request: Core.IncomingByeRequest) => {
              request.accept();
              over(service, 200);
            }),
          };
          if (service.isGivenUp) return hangUp(service, session);
          emit({ type: "service.answered", serverId: server.id, connection, serviceId: id });
        }),
        onReject: onFinal,
        onRedirect: onFinal,
      });
    },
    end(serviceId) {
      const service = services.find(({ id }) => id === serviceId);
      if (service === undefined || service.isGivenUp) return;
      service.isGivenUp = true;
      if (service.session === null) cancel(service);
      else hangUp(service, service.session);
    },
    mayAnswerChallenge: (callId) => services.find(({ message }) => message.callId === callId)?.isGivenUp !== true,
    onSocketGone() {
      const lost = services;
      services = [];
      for (const { session } of lost) {
        if (session === null) continue;
        owe(session);
        session.dispose();
      }
      endRequests(
        core,
        lost.map(({ message }) => message),
      );
    },
    count: () => services.length,
  };
}
