/** Which runtime opens the app: Electron where its binary is, else the installed Chromium, and says so. */
export type Runtimes = {
  /** Path of Electron's binary, null where it is not there. */
  readonly electron: string | null;
  readonly chromium: string | null;
};

export type HostChoice =
  | { readonly kind: "electron"; readonly path: string; readonly note: null }
  | { readonly kind: "chromium"; readonly note: string | null }
  | { readonly kind: "none"; readonly note: string };

export function chooseHost(flags: readonly string[], { electron, chromium }: Runtimes): HostChoice {
  const wanted = flags.findLast((flag) => flag.startsWith("--host="))?.slice("--host=".length);
  if (electron !== null && wanted !== "chromium") return { kind: "electron", path: electron, note: null };
  if (wanted === "electron") {
    return {
      kind: "none",
      note: "Electron's binary is not here. Run `npx install-electron` where it can be downloaded.",
    };
  }
  if (chromium === null) {
    const note =
      "Neither Electron's binary nor a Chrome, Chromium or Edge is here. Install one of them and start again.";
    return { kind: "none", note };
  }
  if (wanted === "chromium") return { kind: "chromium", note: null };
  const note = `Electron's binary is not here and could not be downloaded; opening the same app in Chromium ${chromium}.`;
  return { kind: "chromium", note };
}
