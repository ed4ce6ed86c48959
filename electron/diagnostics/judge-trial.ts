/** What the tried voice means: the microphone, the addresses a call would offer, and the call through each server. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Trial, TrialCall } from "../../shared/contract/trial-wire.ts";
import { doubtful, failed, fine, notTried, type Finding, type ServerDiagnosis, type Step } from "./diagnosis.ts";

/** @param trial null: the page that tries it never answered, or broke off. */
export function judgeSeat(trial: Trial | null): readonly Step[] {
  if (trial === null) {
    const trouble =
      "The part of Tandem that has the voice did not work, so no call would have sound: start Tandem, and if that fails as well, install it anew.";
    return [{ kind: "microphone", ms: null, ...failed("no answer", trouble) }, notTried("ice", "nothing answered")];
  }
  const { microphone, ice } = trial;
  return [
    { kind: "microphone", ms: microphone.ms, ...judgeMicrophone(microphone.trouble) },
    { kind: "ice", ms: ice.ms, ...judgeCandidates(ice.candidates) },
  ];
}

function judgeMicrophone(trouble: string | null): Finding {
  return trouble === null ? fine("opens") : failed("does not open", trouble);
}

function judgeCandidates(candidates: readonly string[]): Finding {
  const usable = candidates.filter((one) => !/\.local$/iu.test(one));
  if (usable.length > 0) return fine(usable.join(", "));
  const found = candidates.length === 0 ? "none" : "only names that no PBX knows";
  return failed(
    found,
    "This computer offers no address for the voice, so calls would be silent: look after its network, and whether a policy of Chromium hides local addresses.",
  );
}

/** @param why no call was tried, for servers that are not in `trial`. */
export function withCall(server: ServerDiagnosis, trial: Trial | null, why: string): ServerDiagnosis {
  const call = trial?.calls.find(({ serverId }) => serverId === server.id);
  const step: Step =
    call === undefined ? notTried("call", why) : { kind: "call", ms: call.ms, ...judgeCall(call, server.name) };
  return { ...server, steps: [...server.steps, step] };
}

function judgeCall({ outcome, code, message, candidates, isHeard, quality }: TrialCall, name: string): Finding {
  const remote = candidates.length === 0 ? "no addresses" : candidates.join(", ");
  switch (outcome) {
    case "answered": {
      if (!isHeard) {
        const trouble = `${name} answered the test call and no sound came back within its time, so calls through it are silent: let the firewalls pass its voice ports (UDP) to ${remote}, or look after its addresses for media.`;
        return failed(`answered from ${remote}`, trouble);
      }
      const score =
        quality === null ? "not measured" : `MOS ${quality.mos.toFixed(1)}, ${quality.lossPct.toFixed(1)} % lost`;
      const found = `answered, sound came back (${score}) from ${remote}`;
      if (quality === null || quality.lossPct < 5) return fine(found);
      return doubtful(
        found,
        `Much of the voice through ${name} is lost on the way, so calls sound broken: look after the network between this computer and it.`,
      );
    }
    case "rejected":
      return failed(
        `refused with ${code ?? "no code"}`,
        `${name} does not put the test call through, so either its number is wrong or calls fail: correct \`dialing.testNumber\`, or look after the dialplan.`,
      );
    case "failed":
      return failed("never left", message ?? `The test call through ${name} never left.`);
    case "silent":
      return failed(
        "no answer",
        `Nobody answered the test call through ${name}, so either its number rings somebody or calls fail: give \`dialing.testNumber\` a number that answers by itself.`,
      );
    default:
      return assertNever(outcome);
  }
}
