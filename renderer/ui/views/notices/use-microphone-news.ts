/** Another microphone stepped in during a call, whoever chose it: told for a while. */
import { useEffect, useRef, useState } from "react";
import type { EpochMs } from "../../../../shared/model/time.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useMoment } from "../../components/use-moment.ts";

const toldForMs = 10_000;

/** @returns the name of the microphone that is in use now, while it is news. */
export function useMicrophoneNews(): string | null {
  const { device, isTalking } = useSnapshot(({ devices, calls }) => ({
    device: devices.microphone.device,
    isTalking: calls.some(({ state }) => state === "active"),
  }));
  const last = useRef(device);
  const [news, setNews] = useState<{ readonly device: string; readonly atEnds: EpochMs } | null>(null);
  useEffect(() => {
    if (device === null) return;
    const isNew = last.current !== null && last.current !== device;
    last.current = device;
    if (isNew && isTalking) setNews({ device, atEnds: Date.now() + toldForMs });
  }, [device, isTalking]);
  const told = useMoment(
    (now) => (news !== null && news.atEnds > now ? news : null),
    (shown) => shown?.atEnds ?? null,
  );
  return told?.device ?? null;
}
