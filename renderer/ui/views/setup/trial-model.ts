/** What a server and a test call through it have to say for themselves. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import { hasSound, type Call } from "../../../../shared/model/call.ts";
import type { Server } from "../../../../shared/model/server.ts";
import { describeEnding } from "../../format/describe-ending.ts";
import type { Sentence } from "../../i18n/sentence.ts";

export function describeSignIn({ state, reason, name }: Server): Sentence {
  if (state === "ready") return { key: "setup.signedIn" };
  return reason === null ? { key: "setup.signingIn" } : { key: `reason.${reason.kind}`, params: { name } };
}

/** An answered call whose quality was measured had sound coming back. */
export function describeTrial(call: Call, servers: readonly Server[]): Sentence {
  const isHeard = call.quality !== null && hasSound(call.quality);
  switch (call.state) {
    case "dialing":
      return { key: "setup.trial.dialing" };
    case "ringing":
      return { key: "setup.trial.ringing" };
    case "active":
    case "stranded":
      return { key: "setup.trial.active" };
    case "ended":
      if (call.atAnswered !== null) return { key: isHeard ? "setup.trial.heard" : "setup.trial.unheard" };
      return call.end === null ? { key: "setup.trial.dialing" } : describeEnding(call, call.end, servers);
    default:
      return assertNever(call.state);
  }
}
