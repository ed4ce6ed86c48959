/** What the microphone hears now, for as long as a view looks; the engine measures for nobody else. */
import { useEffect } from "react";
import { useStore } from "zustand";
import { nothingHeard, type SoundNow } from "../../../shared/model/sound-now.ts";
import { useSnapshot } from "./use-snapshot.ts";
import { useWindowParts } from "./window-context.tsx";

/** The engine forgets a look that is not said again in time. */
const sayAgainMs = 2_000;

export function useSoundNow(): SoundNow {
  const isRunning = useSnapshot(({ engine }) => engine.state === "running");
  const now = useStore(useWindowParts().client.sound);
  return isRunning ? now : nothingHeard;
}

/** Looks from here while it is wanted and the window can be seen. */
export function useSoundWatch(where: "settings" | "call", isWanted: boolean): void {
  const { client } = useWindowParts();
  useEffect(() => {
    if (!isWanted) return undefined;
    const look = (on: boolean) => void client.send({ type: "sound.watch", where, on });
    const lookIfSeen = () => {
      if (!document.hidden) look(true);
    };
    const onSeen = () => look(!document.hidden);
    lookIfSeen();
    const timer = setInterval(lookIfSeen, sayAgainMs);
    document.addEventListener("visibilitychange", onSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onSeen);
      look(false);
    };
  }, [client, where, isWanted]);
}
