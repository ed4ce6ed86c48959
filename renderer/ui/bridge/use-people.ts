/** Asks for people while somebody types: contacts at every letter, the directory once the typing rests. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { ContactId, People, Person } from "../../../shared/model/contact.ts";
import type { CommandFailure } from "../../../shared/model/failure.ts";
import { joinStep } from "./join-step.ts";
import { useWindowParts } from "./window-context.tsx";

export type FoundPeople = {
  /** What they were looked for by; null: nothing was answered yet. */
  readonly text: string | null;
  readonly people: readonly Person[];
  readonly hasMore: boolean;
  readonly failure: CommandFailure | null;
};

const nothing: FoundPeople = { text: null, people: [], hasMore: false, failure: null };
const nobody: People = { people: [], hasMore: false, isAway: false };

/**
 * @param text null: nobody is looked for.
 * @param news when it is another, they are looked for again.
 */
export function usePeople(
  text: string | null,
  news: unknown,
): { readonly found: FoundPeople; readonly findMore: (after: ContactId) => void } {
  const { client } = useWindowParts();
  const [found, setFound] = useState(nothing);
  const newest = useRef(0);

  const ask = useCallback(
    async (after: ContactId | null) => {
      newest.current += 1;
      const asked = newest.current;
      if (text === null) return;
      const reply = await client.send({ type: "people.find", text, after });
      if (asked !== newest.current) return;
      if (!reply.ok) setFound((before) => ({ ...before, text, hasMore: false, failure: reply.failure }));
      else setFound((before) => join(before, text, after, reply.people ?? nobody));
    },
    [client, text],
  );
  useEffect(() => void ask(null), [ask, news]);
  return { found, findMore: useCallback((after: ContactId) => void ask(after), [ask]) };
}

function join(before: FoundPeople, text: string, after: ContactId | null, { people, hasMore }: People): FoundPeople {
  if (after === null) return { text, people, hasMore, failure: null };
  const joined = joinStep(before.people, { items: people, hasMore });
  return { text, people: joined.items, hasMore: joined.hasMore, failure: null };
}

/** A typist's pause, ms: the directory is another computer, and is not asked about every letter. */
const restMs = 250;
const shortestText = 2;

export type FoundInDirectory = Omit<FoundPeople, "failure"> & { readonly isAway: boolean };

const nobodyThere: FoundInDirectory = { text: null, people: [], hasMore: false, isAway: false };

export function useDirectory(text: string): FoundInDirectory {
  const { client } = useWindowParts();
  const [found, setFound] = useState(nobodyThere);
  useEffect(() => {
    if (text.length < shortestText) {
      setFound(nobodyThere);
      return undefined;
    }
    let isWanted = true;
    const timer = setTimeout(async () => {
      const reply = await client.send({ type: "directory.find", text });
      if (isWanted) setFound({ text, ...(reply.ok ? (reply.people ?? nobody) : nobody) });
    }, restMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [client, text]);
  return found;
}
