/**
 * On which of a Linux desktop's two ways windows are drawn. On Wayland's own no window may lie above another program's and
 * no key reaches a program in the background, so a phone is better off on X11 beside it, which nearly every desktop brings.
 */

/** What a start says of it. */
export type DesktopStart = Pick<NodeJS.Process, "platform" | "env" | "argv">;

const way = "--ozone-platform";
const onX11 = `${way}=x11`;
/** Whoever drives Tandem from outside waits for the process that was started. */
const driven = /^--(?:inspect|remote-debugging)/u;

export function isOnWayland({ platform, env, argv }: DesktopStart): boolean {
  const asked = argv.find((argument) => argument.startsWith(`${way}=`));
  if (platform !== "linux") return false;
  if (asked !== undefined) return asked !== onX11;
  return env["XDG_SESSION_TYPE"] === "wayland" && (env["WAYLAND_DISPLAY"] ?? "") !== "";
}

/**
 * Electron has chosen before a line of ours runs, so it takes another start.
 * @returns the arguments of one on X11, or null: this one is, or cannot be, or was told by its own arguments.
 */
export function toX11Arguments(start: DesktopStart): readonly string[] | null {
  const { env, argv } = start;
  const isTold = argv.some((argument) => argument.startsWith(way) || driven.test(argument));
  if (isTold || !isOnWayland(start) || (env["DISPLAY"] ?? "") === "") return null;
  return [...argv.slice(1), onX11];
}
