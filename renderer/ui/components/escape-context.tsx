/** One Escape for the whole window: it closes what opened last and nothing else. */
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { createEscapeStack, type EscapeStack } from "./escape-stack.ts";

const EscapeContext = createContext<EscapeStack | null>(null);

export function EscapeProvider({ children }: { readonly children: ReactNode }) {
  const [stack] = useState(createEscapeStack);
  useEffect(() => {
    const closeLast = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      if (stack.closeLast()) event.preventDefault();
    };
    window.addEventListener("keydown", closeLast);
    return () => window.removeEventListener("keydown", closeLast);
  }, [stack]);
  return <EscapeContext value={stack}>{children}</EscapeContext>;
}

/** @param close must stay the same function while it is open. */
export function useEscape(isOpen: boolean, close: () => void): void {
  const stack = use(EscapeContext);
  useEffect(() => (isOpen ? stack?.add(close) : undefined), [isOpen, close, stack]);
}
