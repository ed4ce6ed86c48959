/** What a server's certificate means for calls: whose it is, whether it is trusted, and how long it lasts. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import { isEndingSoon, toDaysLeft } from "../../shared/model/certificate.ts";
import { toCertificateDoubt } from "../../shared/model/server-check.ts";
import { doubtful, failed, fine, type Finding } from "./diagnosis.ts";

export type ShownCertificate = {
  /** Whoever vouches for it, by the name in it. */
  readonly issuer: string;
  readonly atEnd: number;
  /** As Node names what it holds against it; null: it is trusted. */
  readonly objection: string | null;
  /** Its public key is one of the server's `pinnedSpki`. */
  readonly isPinned: boolean;
};

/** @param server by the name people know it by. */
export function judgeCertificate(
  { issuer, atEnd, objection, isPinned }: ShownCertificate,
  server: string,
  now: number,
): Finding {
  const daysLeft = toDaysLeft(atEnd, now);
  const day = new Date(atEnd).toISOString().slice(0, 10);
  const lasts =
    atEnd <= now ? `ended on ${day}` : `ends on ${day}, ${daysLeft} ${daysLeft === 1 ? "day" : "days"} left`;
  const found = `issued by ${issuer}; ${lasts}; ${objection === null ? "trusted" : isPinned ? "trusted by its pin" : "not trusted"}`;
  if (objection !== null && !isPinned) return failed(found, describeObjection(objection, server, day));
  if (atEnd <= now) {
    return doubtful(
      found,
      `The certificate of ${server} has expired on ${day}; calls still go through it only because its key is pinned, so renew it and keep the key, or change \`pinnedSpki\` with it.`,
    );
  }
  if (isEndingSoon(atEnd, now)) {
    const left = daysLeft === 0 ? "today or tomorrow" : `in ${daysLeft} ${daysLeft === 1 ? "day" : "days"}`;
    const end = isPinned ? "it should not be left to its pin alone" : `no call goes through ${server} after that`;
    return doubtful(found, `The certificate of ${server} ends ${left}; ${end}, so renew it before.`);
  }
  return fine(found);
}

function describeObjection(objection: string, server: string, day: string): string {
  const doubt = toCertificateDoubt(objection);
  switch (doubt) {
    case "expired":
      return `The certificate of ${server} has expired on ${day}, so no call goes through it: renew it.`;
    case "otherName":
      return `The certificate of ${server} is made out for another name than the one in \`url\`, so no call goes through it: correct \`url\`, or have it made out for this name.`;
    case "unknownIssuer":
      return `This computer trusts nobody who vouches for the certificate of ${server} (${objection}), so no call goes through it: put the issuer into the system's store, or pin its key in \`pinnedSpki\`.`;
    default:
      return assertNever(doubt);
  }
}
