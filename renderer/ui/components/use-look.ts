/** Tells the page how to look and speak: its language, its title, and whether contrast is to be high. */
import { useEffect } from "react";
import type { Contrast } from "../../../shared/model/settings.ts";

export function useLook(contrast: Contrast, language: string, title: string): void {
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = title;
  }, [language, title]);
  useEffect(() => {
    const system = window.matchMedia("(prefers-contrast: more)");
    const apply = () => {
      const isHigh = contrast === "more" || system.matches;
      document.documentElement.toggleAttribute("data-high-contrast", isHigh);
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [contrast]);
}
