/** Hands the translator to the views. */
import { createContext, type ReactNode, use } from "react";
import type { Translator } from "./translator.ts";

const TranslatorContext = createContext<Translator | null>(null);

export function TranslatorProvider({
  translator,
  children,
}: {
  readonly translator: Translator;
  readonly children: ReactNode;
}) {
  return <TranslatorContext value={translator}>{children}</TranslatorContext>;
}

export function useTranslator(): Translator {
  const translator = use(TranslatorContext);
  if (translator === null) throw new Error("A view was rendered outside the TranslatorProvider.");
  return translator;
}
