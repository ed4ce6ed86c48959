/** The work after a call: few reasons and many, while time runs and when it is over, with a reason given and one missing. */
import { anActiveCall, anEndedCall, type CallOverrides } from "../builders/a-call.ts";
import { anAgent, aQueue } from "../builders/an-agent.ts";
import { atFixture } from "../builders/a-server.ts";
import { CallId } from "../../shared/model/ids.ts";
import { aSnapshot } from "../builders/a-snapshot.ts";
import { aWrapUp, someReasons } from "../builders/a-wrap-up.ts";

const tanaka = { number: "03-1234-5678", name: "Tanaka Yuki" };
const ended = (overrides: CallOverrides = {}) =>
  anEndedCall({}, { direction: "incoming", attempts: [], remote: tanaka, atEnded: atFixture - 6_000, ...overrides });
const paused = anAgent({ queues: [aQueue({ state: "paused", reasonId: "2" })] });
const ready = anAgent({ queues: [aQueue()] });

const manyReasons = Array.from({ length: 40 }, (_, index) => ({
  id: `reason-${index + 1}`,
  name: index === 3 ? "Reklamation einer Donaudampfschifffahrt, Rücksendung zugesagt" : `Reason number ${index + 1}`,
}));

export const afterCalls = {
  wrapUp: aSnapshot({ agent: paused, calls: [ended()], wrapUp: aWrapUp({ mayExtend: true }) }),
  wrapUpChosen: aSnapshot({
    agent: paused,
    calls: [ended({ wrapUp: someReasons[1] ?? null, note: "Wants the March invoice again, by mail." })],
    wrapUp: aWrapUp({ isReasonMissing: false }),
  }),
  wrapUpMissing: aSnapshot({
    agent: ready,
    calls: [ended({ atEnded: atFixture - 40_000 })],
    wrapUp: aWrapUp({ atSince: atFixture - 40_000, atUntil: null, isReasonMissing: true, queueIds: [] }),
  }),
  wrapUpMany: aSnapshot({ agent: paused, calls: [ended()], wrapUp: aWrapUp({}, { reasons: manyReasons }) }),
  /** Without reasons it is time alone. */
  wrapUpTimeAlone: aSnapshot({ agent: paused, calls: [ended()], wrapUp: aWrapUp({}, { reasons: [] }) }),
  /** The engine that knew the call is gone. */
  wrapUpTakenOver: aSnapshot({ agent: paused, wrapUp: aWrapUp() }),
  wrapUpOthersWait: aSnapshot({
    agent: paused,
    calls: [ended(), ended({ id: "call-2", remote: { number: "0451112222", name: "Sato Ken" } })],
    wrapUp: aWrapUp({ isReasonMissing: true, waiting: [CallId.parse("call-2")] }),
  }),
  wrapUpInNextCall: aSnapshot({
    agent: ready,
    calls: [ended(), anActiveCall({ id: "call-2", remote: { number: "0451112222", name: "Sato Ken" } })],
    wrapUp: aWrapUp({ atUntil: null, isReasonMissing: true, queueIds: [] }),
  }),
} as const;
