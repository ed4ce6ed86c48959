/** A headset went while somebody talked: told for a while, because its keys do nothing now. */
import { useEffect, useRef, useState } from "react";
import type { Headset } from "../../../../shared/model/headset.ts";
import type { EpochMs } from "../../../../shared/model/time.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useMoment } from "../../components/use-moment.ts";

const toldForMs = 10_000;

/** @returns the name of the headset that is gone, while it is news. */
export function useHeadsetNews(): string | null {
  const { headsets, isTalking, isUsed } = useSnapshot((snapshot) => ({
    headsets: snapshot.headsets,
    isTalking: snapshot.calls.some(({ state }) => state === "active"),
    isUsed: snapshot.settings.headsetButtons,
  }));
  const last = useRef<readonly Headset[]>(headsets);
  const [news, setNews] = useState<{ readonly headset: Headset; readonly atEnds: EpochMs } | null>(null);
  useEffect(() => {
    const gone = last.current.find((old) => old.state === "ready" && !headsets.some(({ id }) => id === old.id));
    last.current = headsets;
    if (gone !== undefined && isTalking && isUsed) setNews({ headset: gone, atEnds: Date.now() + toldForMs });
  }, [headsets, isTalking, isUsed]);
  const told = useMoment(
    (now) => (news !== null && news.atEnds > now ? news.headset : null),
    () => news?.atEnds ?? null,
  );
  const isBack = told !== null && headsets.some(({ name, usb }) => name === told.name && usb === told.usb);
  return told === null || isBack ? null : told.name;
}
