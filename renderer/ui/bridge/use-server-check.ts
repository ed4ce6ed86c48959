/** Knocks at a server, while its address is typed once the fingers rest; an answer to what was typed before is dropped. */
import { useEffect, useState } from "react";
import type { ServerCheck } from "../../../shared/model/server-check.ts";
import { useWindowParts } from "./window-context.tsx";

/** Long enough for the next key, short enough to seem at once, ms. */
export const fingersRestMs = 500;

/** @returns null while there is nothing to check, and until the answer is there. */
export function useServerCheck(address: string, trustedKey: string | null, restMs: number): ServerCheck | null {
  const { client } = useWindowParts();
  const wanted = `${address} ${trustedKey ?? ""}`;
  const [answer, setAnswer] = useState<{ readonly to: string; readonly check: ServerCheck } | null>(null);
  useEffect(() => {
    if (address.trim() === "") return undefined;
    let isAsked = true;
    const ask = async () => {
      const reply = await client.send({ type: "setup.check", address, trustedKey });
      if (isAsked && reply.ok && reply.checked !== undefined) setAnswer({ to: wanted, check: reply.checked });
    };
    const timer = setTimeout(() => void ask(), restMs);
    return () => {
      isAsked = false;
      clearTimeout(timer);
    };
  }, [client, address, trustedKey, restMs, wanted]);
  return answer?.to === wanted ? answer.check : null;
}
