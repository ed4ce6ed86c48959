/** Asks for calls while somebody types: one question at a time, the newest next, and older ones a step at a time. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { CommandFailure } from "../../../shared/model/failure.ts";
import type { CallId } from "../../../shared/model/ids.ts";
import type { PastCall } from "../../../shared/model/past-call.ts";
import { joinStep } from "./join-step.ts";
import { useWindowParts } from "./window-context.tsx";

export type FoundCalls = {
  /** What the calls were looked for by; the newest answer, not always the newest question. */
  readonly text: string;
  /** Newest first. */
  readonly calls: readonly PastCall[];
  readonly hasMore: boolean;
  readonly failure: CommandFailure | null;
};

type Question = { readonly text: string; readonly olderThan: CallId | null };

const nothing: FoundCalls = { text: "", calls: [], hasMore: true, failure: null };

/** @param news when it is another, what was found is looked for again. */
export function useFoundCalls(
  text: string,
  news: unknown,
): { readonly found: FoundCalls; readonly findOlder: (than: CallId | null) => void } {
  const { client } = useWindowParts();
  const [found, setFound] = useState(nothing);
  const waiting = useRef<Question | null>(null);
  const isAsking = useRef(false);

  const ask = useCallback(
    async (question: Question) => {
      waiting.current = question;
      if (isAsking.current) return;
      isAsking.current = true;
      for (;;) {
        const asked: Question | null = waiting.current;
        if (asked === null) break;
        const reply = await client.send({ type: "history.find", ...asked });
        if (waiting.current !== asked) continue;
        waiting.current = null;
        if (reply.ok) setFound((before) => join(before, asked, reply.found ?? { calls: [], hasMore: false }));
        else setFound((before) => ({ ...before, text: asked.text, hasMore: false, failure: reply.failure }));
      }
      isAsking.current = false;
    },
    [client],
  );

  useEffect(() => {
    if (text === "") {
      waiting.current = null;
      setFound((before) => (before.text === "" ? before : nothing));
    } else void ask({ text, olderThan: null });
  }, [text, news, ask]);

  const findOlder = useCallback(
    (olderThan: CallId | null) => {
      if (!isAsking.current) void ask({ text, olderThan });
    },
    [ask, text],
  );
  return { found, findOlder };
}

type Answer = Pick<FoundCalls, "calls" | "hasMore">;

function join(before: FoundCalls, { text, olderThan }: Question, { calls, hasMore }: Answer): FoundCalls {
  if (olderThan === null) return { text, calls, hasMore, failure: null };
  const joined = joinStep(before.calls, { items: calls, hasMore });
  return { text, calls: joined.items, hasMore: joined.hasMore, failure: null };
}
