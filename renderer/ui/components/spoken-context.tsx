/**
 * What a screen reader is told, through exactly two live regions, so that nothing is said twice or lost: an urgent one,
 * which interrupts, and a quiet one, which waits for its turn and also holds the screen's own sentence.
 */
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";

/** `times` makes the same words said again new. */
type Saying = { readonly text: string; readonly times: number };

type Tell = { readonly urgent: (text: string) => void; readonly quiet: (text: string) => void };

const TellContext = createContext<Tell | null>(null);
const QuietContext = createContext<Saying>({ text: "", times: 0 });

/** Keeps the urgent region from the first moment on: one that comes with its words is not read by every reader. */
export function SpokenProvider({ children }: { readonly children: ReactNode }) {
  const [urgent, sayUrgently] = useSaying();
  const [quiet, sayQuietly] = useSaying();
  const tell = useMemo(() => ({ urgent: sayUrgently, quiet: sayQuietly }), [sayUrgently, sayQuietly]);
  return (
    <TellContext value={tell}>
      <QuietContext value={quiet}>
        <p className="unseen" role="log" aria-live="assertive" aria-atomic="true">
          <span key={urgent.times}>{urgent.text}</span>
        </p>
        {children}
      </QuietContext>
    </TellContext>
  );
}

/** The quiet region: a sentence that is seen, and unseen beside it what else there is to tell. */
export function QuietRegion({ className, children }: { readonly className?: string; readonly children?: ReactNode }) {
  const { text, times } = use(QuietContext);
  return (
    <div className={className} role="status" aria-atomic="false">
      <span>{children}</span>
      <span key={times} className="unseen">
        {text}
      </span>
    </div>
  );
}

/** Says these words whenever they change. */
export function useSpoken(text: string, how: keyof Tell): void {
  const tell = useTell();
  useEffect(() => {
    if (text !== "") tell[how](text);
  }, [text, how, tell]);
}

export function useTell(): Tell {
  const tell = use(TellContext);
  if (tell === null) throw new Error("A view was rendered outside the SpokenProvider.");
  return tell;
}

function useSaying() {
  const [saying, setSaying] = useState<Saying>({ text: "", times: 0 });
  const say = useCallback((text: string) => setSaying(({ times }) => ({ text, times: times + 1 })), []);
  return [saying, say] as const;
}
