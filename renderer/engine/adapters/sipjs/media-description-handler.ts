/** What SIP.js calls a session description handler: a thin coat over our MediaSession, with the rollback SIP.js lacks. */
import type { BodyAndContentType, SessionDescriptionHandler, SessionDescriptionHandlerOptions } from "sip.js";
import type { Result } from "../../../../shared/lib/result.ts";
import type { MediaFailure, MediaSession } from "../../ports/media.ts";

export type OfferOptions = SessionDescriptionHandlerOptions & {
  readonly hasNewAddress: boolean;
  /** The offer is made; the INVITE leaves when this settles. */
  readonly beforeLeaving?: () => Promise<void>;
};

export type MediaDescriptionHandler = SessionDescriptionHandler & {
  readonly media: MediaSession;
  /** Why the last offer or answer did not come about. */
  readonly failure: () => MediaFailure | null;
  /** Of a provisional response to an INVITE of ours. What comes of it is the media's to tell. */
  readonly acceptEarlyAnswer: (sdp: string) => Promise<void>;
  readonly rollbackDescription: () => Promise<void>;
};

const sdpType = "application/sdp";

export function createMediaDescriptionHandler(media: MediaSession): MediaDescriptionHandler {
  let remoteOffer: string | null = null;
  let isOfferOut = false;
  let isClosed = false;
  let failure: MediaFailure | null = null;

  const take = <Value>(result: Result<Value, MediaFailure>): Value => {
    if (result.ok) return result.value;
    failure = result.failure;
    throw new Error(result.failure.message);
  };

  return {
    media,
    failure: () => failure,
    hasDescription: (contentType) => contentType.toLowerCase() === sdpType,
    async getDescription(options): Promise<BodyAndContentType> {
      const offered = remoteOffer;
      remoteOffer = null;
      if (offered !== null) return { body: take(await media.answer(offered)), contentType: sdpType };
      isOfferOut = true;
      const offer = await media.offer({ hasNewAddress: isOurs(options) && options.hasNewAddress });
      if (!offer.ok) isOfferOut = false;
      const body = take(offer);
      if (isOurs(options)) await options.beforeLeaving?.();
      return { body, contentType: sdpType };
    },
    async setDescription(sdp) {
      // An abandoned call that is answered late, or in this moment, is acknowledged and ended; its media is gone already.
      if (isClosed) return;
      if (!isOfferOut) {
        remoteOffer = sdp;
        return;
      }
      isOfferOut = false;
      const accepted = await media.acceptAnswer(sdp);
      if (!isClosed) take(accepted);
    },
    async acceptEarlyAnswer(sdp) {
      if (!isClosed && isOfferOut) await media.acceptEarlyAnswer(sdp);
    },
    async rollbackDescription() {
      remoteOffer = null;
      isOfferOut = false;
      if (!isClosed) await media.rollBack().catch(() => undefined);
    },
    sendDtmf: (digits) => !isClosed && media.sendDtmf(digits),
    close() {
      if (isClosed) return;
      isClosed = true;
      media.close();
    },
  };
}

function isOurs(options: SessionDescriptionHandlerOptions | undefined): options is OfferOptions {
  return options !== undefined && "hasNewAddress" in options;
}
