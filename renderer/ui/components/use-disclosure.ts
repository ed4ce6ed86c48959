/** Something that a button opens below itself; the button again or Escape closes it. */
import { useCallback, useId, useState } from "react";
import { useEscape } from "./escape-context.tsx";

export type Disclosure = { readonly id: string; readonly isOpen: boolean; readonly toggle: () => void };

export function useDisclosure(): Disclosure {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  useEscape(
    isOpen,
    useCallback(() => setOpen(false), []),
  );
  return { id, isOpen, toggle: () => setOpen(!isOpen) };
}
