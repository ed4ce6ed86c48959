// Where things are on this computer, by Electron's names; settings made by main win.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The program of a packed app that runs here (`start-packed.ts`); null in a development start. */
export const packedExecutable = process.env["TANDEM_HOST_PACKED"] ?? null;

interface ApplicationPackage {
  folder: string;
  name: string;
  productName?: string;
  version: string;
}

function findPackage(script: string | undefined): ApplicationPackage {
  for (let folder = dirname(resolve(script ?? ".")); ; folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file))
      return { folder, ...(JSON.parse(readFileSync(file, "utf8")) as Omit<ApplicationPackage, "folder">) };
    if (folder === dirname(folder)) return { folder, name: "Electron", version: "0.0.0" };
  }
}

function defaultAppData(): string {
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support");
  if (process.platform === "win32") return process.env["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
  return process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config");
}

export function argumentValue(name: string, argv: readonly string[] = process.argv): string | undefined {
  const prefix = `--${name}=`;
  return argv.findLast((argument) => argument.startsWith(prefix))?.slice(prefix.length);
}

export class HostPaths {
  readonly package: ApplicationPackage;
  readonly #set = new Map<string, string>();
  name: string;

  constructor() {
    this.package = findPackage(process.argv[1]);
    this.name = this.package.productName ?? this.package.name;
    const userData = argumentValue("user-data-dir");
    if (userData !== undefined) this.#set.set("userData", resolve(userData));
  }

  get(name: string): string {
    const set = this.#set.get(name);
    if (set !== undefined) return set;
    switch (name) {
      case "home":
        return homedir();
      case "temp":
        return tmpdir();
      case "exe":
      case "module":
        return packedExecutable ?? process.execPath;
      case "appData":
        return defaultAppData();
      case "userData":
        return join(this.get("appData"), this.name);
      case "sessionData":
        return this.get("userData");
      case "logs":
        return process.platform === "darwin"
          ? join(homedir(), "Library", "Logs", this.name)
          : join(this.get("userData"), "logs");
      case "crashDumps":
        return join(this.get("userData"), "Crashpad");
      case "desktop":
      case "documents":
      case "downloads":
        return join(homedir(), `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
      default:
        throw new Error(`Failed to get '${name}' path`);
    }
  }

  set(name: string, path: string): void {
    this.#set.set(name, resolve(path));
  }

  /** Chromium's own profile lives beside main's files, never among them. */
  profileFolder(): string {
    const folder = join(this.get("sessionData"), "chromium-profile");
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

export const hostPaths = new HostPaths();
