/** The probes of one server as a count: how many were answered, how fast, and when one was not. */
import type { MessageGroup } from "./group-messages.ts";
import type { ProbeCount } from "./ladder.ts";
import type { MatchedMessages } from "./match-answers.ts";

export function countProbes({ messages }: MessageGroup, { transactions }: MatchedMessages): ProbeCount {
  const own = new Set(messages);
  const sent = transactions.filter(({ request }) => own.has(request));
  const tripsMs = sent
    .flatMap(({ request, answer }) => (answer === null ? [] : [answer.message.at - request.at]))
    .toSorted((a, b) => a - b);
  const [least, median, most] = [tripsMs[0], tripsMs[tripsMs.length >> 1], tripsMs.at(-1)];
  const isTold = least !== undefined && median !== undefined && most !== undefined;
  return {
    serverId: messages[0]?.serverId ?? "",
    sent: sent.length,
    answered: tripsMs.length,
    roundTripMs: isTold ? { least, median, most } : null,
    unanswered: sent.flatMap(({ request, answer }) => (answer === null ? [request.at] : [])),
  };
}
