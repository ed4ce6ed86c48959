/** The parts of the window, at its foot; a number says what was missed, until it was looked at. */
import { type ReactNode, useEffect } from "react";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Icon, type IconName } from "../../components/icon.tsx";
import { formatBadge } from "../../format/format-badge.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

/** The incidents are asked for in the menu: rarely wanted, so they take no place here; colleagues once there are any. */
export type Part = "recent" | "people" | "colleagues" | "settings" | "incidents";

const icons = {
  recent: "recent",
  people: "person",
  colleagues: "people",
  settings: "settings",
} as const satisfies Partial<Record<Part, IconName>>;
const labels = {
  recent: "nav.recent",
  people: "nav.people",
  colleagues: "nav.colleagues",
  settings: "nav.settings",
} as const;

/** A glance is no look: the list must stand before the operator's eyes this long, ms. */
const lookMs = 2_000;

export type NavigationProps = {
  readonly part: Part;
  readonly onChoose: (part: Part) => void;
  /** What stands before the settings and is no part: the voicemail lamp. */
  readonly children: ReactNode;
};

export function Navigation({ part, onChoose, children }: NavigationProps) {
  const { say } = useTranslator();
  const missed = useSnapshot((snapshot) => snapshot.missed);
  const hasColleagues = useSnapshot(({ colleagues }) => colleagues.length > 0);
  useLookedAt(part === "recent" && missed > 0);
  const toButton = (one: keyof typeof labels) => (
    <button
      key={one}
      type="button"
      className="navigation-part"
      aria-current={one === part ? "page" : undefined}
      onClick={() => onChoose(one)}
    >
      <span className="navigation-icon">
        <Icon name={icons[one]} />
        {one === "recent" && missed > 0 ? (
          <span className="navigation-badge" role="img" aria-label={say("nav.missed", { count: missed })}>
            {formatBadge(missed)}
          </span>
        ) : null}
      </span>
      <span>{say(labels[one])}</span>
    </button>
  );
  return (
    <nav className="navigation" aria-label={say("nav.label")}>
      {toButton("recent")}
      {toButton("people")}
      {hasColleagues ? toButton("colleagues") : null}
      {children}
      {toButton("settings")}
    </nav>
  );
}

/** Says that the list was seen once it has stood in a focused window for a moment. */
function useLookedAt(isNews: boolean): void {
  const { order } = useCommand();
  useEffect(() => {
    if (!isNews) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      if (document.hasFocus()) timer = setTimeout(() => order({ type: "recent.seen" }), lookMs);
    };
    wait();
    window.addEventListener("focus", wait);
    window.addEventListener("blur", wait);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("focus", wait);
      window.removeEventListener("blur", wait);
    };
  }, [isNews, order]);
}
