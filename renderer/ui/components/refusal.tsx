/** Why something was not done, where it was asked for; a screen reader is told at once. */
import { useSpoken } from "./spoken-context.tsx";

export function Refusal({ text, className = "" }: { readonly text: string; readonly className?: string }) {
  useSpoken(text, "urgent");
  return <p className={`refusal ${className}`}>{text}</p>;
}
