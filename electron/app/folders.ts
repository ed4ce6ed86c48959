/** Which folders are Tandem's on which system: none of them travels with a roaming profile. */
import { posix, win32 } from "node:path";

export type Folders = {
  /** Settings, history and Chromium's profile. */
  readonly data: string;
  readonly logs: string;
};

export type Desk = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The app's own, which its folders are called by. */
  readonly name: string;
};

/**
 * On Windows %APPDATA% roams and %LOCALAPPDATA% does not. The profile of Chromium, whose key opens what is sealed, the
 * port of the local API and the logs are this computer's own, so nothing lies in the former.
 * @param asked by `--user-data-dir`, absolute.
 */
export function toFolders(asked: string | null, { platform, env, home, name }: Desk): Folders {
  const path = platform === "win32" ? win32 : posix;
  if (asked !== null) return { data: asked, logs: path.join(asked, "logs") };
  switch (platform) {
    case "win32": {
      const data = path.join(env["LOCALAPPDATA"] ?? path.join(home, "AppData", "Local"), name);
      return { data, logs: path.join(data, "logs") };
    }
    case "darwin":
      return {
        data: path.join(home, "Library", "Application Support", name),
        logs: path.join(home, "Library", "Logs", name),
      };
    default:
      return {
        data: path.join(toAbsolute(env["XDG_CONFIG_HOME"]) ?? path.join(home, ".config"), name),
        logs: path.join(toAbsolute(env["XDG_STATE_HOME"]) ?? path.join(home, ".local", "state"), name, "logs"),
      };
  }
}

/** Where Tandem works when its own folder cannot be written, best first; what lies there is gone sooner or later. */
export function toRefuges({ platform, env }: Pick<Desk, "platform" | "env">, temp: string): readonly string[] {
  const runtime = platform === "linux" ? toAbsolute(env["XDG_RUNTIME_DIR"]) : null;
  return runtime === null ? [temp] : [runtime, temp];
}

/** The XDG base directory specification: a relative path is to be ignored. */
function toAbsolute(path: string | undefined): string | null {
  return path !== undefined && posix.isAbsolute(path) ? path : null;
}
