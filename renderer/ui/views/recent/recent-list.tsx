/** The calls that are over, newest first and day by day; a missed one stands out. What is typed in the field picks among all of them. */
import { type KeyboardEvent, type ReactNode, type RefObject, useCallback, useImperativeHandle, useRef } from "react";
import type { PastCall } from "../../../../shared/model/past-call.ts";
import type { Remote } from "../../../../shared/model/remote.ts";
import { useFoundCalls, type FoundCalls } from "../../bridge/use-found-calls.ts";
import { useRecentCalls, useSnapshot } from "../../bridge/use-snapshot.ts";
import { Refusal } from "../../components/refusal.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { useMoment } from "../../components/use-moment.ts";
import { VirtualList } from "../../components/virtual-list.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { sortCalls } from "../../format/sort-calls.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { EraseCalls } from "./erase-calls.tsx";
import { HistoryNotice } from "./history-notice.tsx";
import { keyOfItem, toRecentItems, type RecentItem } from "./recent-items-model.ts";
import { wordsOf } from "./recent-row-model.ts";
import { RecentRowView } from "./recent-row.tsx";

/** How the field above reaches the calls it found. */
export type RecentListHandle = {
  /** @returns false when there is no call to step to, or the answer to what was typed has not come. */
  readonly focusFirst: () => boolean;
};

export type RecentListProps = {
  /** What stands in the field; empty: the newest calls are shown. */
  readonly typed: string;
  readonly handle: RefObject<RecentListHandle | null>;
  /** People who were found, before the calls and after them. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  /** Who called is to become a contact. */
  readonly onAddContact: (remote: Remote) => void;
  /** The step upwards from the first call. */
  readonly onLeave: () => void;
};

export function RecentList({ typed, handle, before, after, onAddContact, onLeave }: RecentListProps) {
  const translator = useTranslator();
  const { say } = translator;
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const recent = useRecentCalls();
  const text = typed.trim();
  const { found, findOlder } = useFoundCalls(text, recent);
  const section = useRef<HTMLElement>(null);
  const items = useItems(text, found);
  // Calls of an older question must never be taken for those of this one.
  const isAnswered = found.text === text;
  useImperativeHandle(handle, () => ({ focusFirst: () => isAnswered && step(section.current, null, 1) }), [isAnswered]);

  const hasMore = isAnswered && found.hasMore && (text !== "" || recent.hasMore);
  const last = found.calls.at(-1)?.id ?? null;
  const onNearEnd = useCallback(() => {
    if (hasMore) findOlder(last);
  }, [hasMore, last, findOlder]);

  const walk = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    // What stands open is closed first, and the focus stays.
    if (event.key === "Escape" && section.current?.querySelector(openRoute) === null) onLeave();
    if (by === 0) return;
    event.preventDefault();
    if (!step(section.current, event.target, by) && by === -1) onLeave();
  };

  const counted = found.hasMore ? "history.countMore" : "history.count";
  useSpoken(text === "" || !isAnswered ? "" : say(counted, { count: found.calls.length }), "quiet");

  const isEmpty = items.length === 0 && found.failure === null && isAnswered;
  return (
    <section ref={section} className="recent" aria-labelledby="recent-title" onKeyDown={walk}>
      {before}
      <h2 id="recent-title" className="section-title">
        {text === "" ? say("recent.title") : say("history.found", { text })}
      </h2>
      <HistoryNotice />
      {found.failure === null ? null : <Refusal text={describeFailure(translator, found.failure)} />}
      {isEmpty ? <p className="section-empty">{say(text === "" ? "recent.empty" : "history.none")}</p> : null}
      {text === "" ? null : <EraseCalls found={found} />}
      <VirtualList
        items={items}
        keyOf={keyOfItem}
        heightOf={heightOfItem}
        className="recent-rows"
        onNearEnd={onNearEnd}
      >
        {(item) =>
          item.kind === "day" ? (
            <h3 className="recent-day">{item.day}</h3>
          ) : (
            <RecentRowView
              call={item.call}
              servers={servers}
              isLastOfDay={item.isLastOfDay}
              showsNumber={text !== ""}
              onAddContact={onAddContact}
            />
          )
        }
      </VirtualList>
      {after}
    </section>
  );
}

/** Calls without a search: those the Snapshot still holds, the newest that main keeps, and as many older ones as were asked for. */
function useItems(text: string, found: FoundCalls): readonly RecentItem[] {
  const { locale } = useTranslator();
  const snapshot = useSnapshot(({ calls, servers, nextCall, wrapUp }) => ({ calls, servers, nextCall, wrapUp }));
  const recent = useRecentCalls();
  return useMoment(
    (now) => {
      const isSearching = text !== "" && found.text !== "";
      const sorted = sortCalls(snapshot, now, isSearching ? recent.calls : withOlder(recent.calls, found.calls));
      const shown = isSearching ? found.calls : sorted.recent;
      return { ...toRecentItems(shown, now, locale), atNextChange: sorted.atNextChange };
    },
    ({ atMidnight, atNextChange }) => Math.min(atMidnight, atNextChange ?? atMidnight),
  ).items;
}

/** The newest may have become more since the older ones were asked for, so the two overlap. */
function withOlder(newest: readonly PastCall[], found: readonly PastCall[]): readonly PastCall[] {
  const known = new Set(newest.map(({ id }) => id));
  return [...newest, ...found.filter(({ id }) => !known.has(id))];
}

function heightOfItem(item: RecentItem): number {
  return item.kind === "day" ? 34 : wordsOf(item.call) === "" ? 47 : 65;
}

/** Of whom an older question found, nobody is stepped to. */
const handset = ".recent-row .recent-call, .found-people:not([data-stale]) .button-icon";

const openRoute = ".recent-way[aria-expanded='true']";

/** From handset to handset. @returns false where there is none that way. */
function step(section: HTMLElement | null, from: EventTarget | null, by: number): boolean {
  const handsets = [...(section?.querySelectorAll<HTMLButtonElement>(handset) ?? [])];
  const place = handsets.findIndex((one) => one === from);
  const next = place === -1 ? handsets[0] : handsets[place + by];
  next?.focus();
  return next !== undefined;
}
