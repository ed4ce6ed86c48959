/** Another device stepped in during a call, whoever chose it: told for a while. */
import { useEffect, useRef, useState } from "react";
import type { Snapshot } from "../../../../shared/model/snapshot.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useMoment } from "../../components/use-moment.ts";

const toldForMs = 10_000;

export const microphoneInUse = ({ devices }: Snapshot) => devices.microphone.device;
/** Only where the system chooses; a device that the operator chose is no news to them. */
export const speakerOfSystem = ({ devices, settings }: Snapshot) =>
  settings.speaker === null ? devices.systemOutput : null;

/** @returns the name of the device that is in use now, while it is news. */
export function useDeviceNews(nameOf: (snapshot: Snapshot) => string | null): string | null {
  const device = useSnapshot(nameOf);
  const isTalking = useSnapshot(({ calls }) => calls.some(({ state }) => state === "active"));
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
