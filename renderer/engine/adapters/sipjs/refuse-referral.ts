/** Refuses a REFER from the server: SIP.js would follow it by itself and dial whatever it names. */
import type { Referral } from "sip.js";
import type { EndpointContext } from "./endpoint-context.ts";

export function refuseReferral(context: EndpointContext): (referral: Referral) => void {
  return (referral) => {
    context.log.warn("The server asked this phone to place a call (REFER). It was refused.");
    context.log.ignore(referral.reject({ statusCode: 501 }));
  };
}
