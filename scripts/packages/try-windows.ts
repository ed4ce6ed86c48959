/** Runs both installers for Windows in Wine: installed, each refused over the other, updated, removed. Wine is not Windows. */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compare, type Finding } from "./finding.ts";

export type Installers = { readonly msi: string; readonly nsis: string };

/** msiexec's code for a failed installation, as a Unix program can tell it. */
const failed = 1603 % 256;

/** @param installers the older and the newer version of each. */
export function tryWindows(
  installers: { readonly old: Installers; readonly new: Installers },
  work: string,
): Finding[] {
  const prefix = join(work, "wine");
  const drive = join(prefix, "drive_c");
  mkdirSync(prefix, { recursive: true });
  const env = {
    ...process.env,
    HOME: work,
    WINEPREFIX: prefix,
    WINEARCH: "win64",
    WINEDEBUG: "-all",
    WINEDLLOVERRIDES: "winemenubuilder.exe,mscoree,mshtml=d",
  };
  const wine = (...args: string[]) => spawnSync("wine", args, { env, encoding: "utf8", timeout: 180_000 });
  const settle = () => spawnSync("wineserver", ["-w"], { env, timeout: 60_000 });
  const bring = (file: string, name: string) => {
    copyFileSync(file, join(drive, name));
    return `C:\\${name}`;
  };
  const value = (key: string, name: string) =>
    new RegExp(`^ +${name} +REG_SZ +(.*?)\\r?$`, "mu").exec(
      wine("reg", "query", `HKLM\\${key}`, "/v", name).stdout,
    )?.[1] ?? null;
  const facts = () => [
    value("Software\\Tandem", "Kind"),
    value("Software\\Tandem", "Version"),
    value(runKey, "Tandem"),
  ];
  const packageType = () => {
    const file = join(drive, "Program Files/Tandem/resources/package-type");
    return existsSync(file) ? readFileSync(file, "utf8") : null;
  };
  const traces = () => {
    settle();
    const inRegistry = readFileSync(join(prefix, "system.reg"), "latin1")
      .split("\n")
      .filter((line) => /tandem/iu.test(line));
    const onDisk = spawnSync("find", [drive, "-iname", "*tandem*", "-not", "-name", "tandem-setup.log"], {
      encoding: "utf8",
    });
    return [...inRegistry, ...onDisk.stdout.split("\n").filter((line) => line !== "")];
  };

  wine("wineboot", "-i");
  settle();
  const before = bring(installers.old.msi, "old.msi");
  const after = bring(installers.new.msi, "new.msi");
  const nsisBefore = bring(installers.old.nsis, "old.exe");
  const nsisAfter = bring(installers.new.nsis, "new.exe");
  const starts = '"C:\\Program Files\\Tandem\\Tandem.exe" --hidden';
  return [
    compare("MSI: installs silently", wine("msiexec", "/i", before, "/qn", "/norestart").status, 0),
    compare("MSI: kind, version, autostart", [...facts(), packageType()], ["msi", "1.0.0", starts, "msi"]),
    compare("NSIS: refuses where the MSI is", wine(nsisBefore, "/S").status, 4),
    compare(
      "MSI: updates, and AUTOSTART=0 ends the autostart",
      wine("msiexec", "/i", after, "/qn", "AUTOSTART=0").status,
      0,
    ),
    compare("MSI: kind and version after it", facts(), ["msi", "1.0.1", null]),
    compare("MSI: refuses an older version", wine("msiexec", "/i", before, "/qn").status, failed),
    compare("MSI: is removed", wine("msiexec", "/x", after, "/qn").status, 0),
    compare("MSI: leaves nothing", traces(), []),
    compare("NSIS: installs silently", wine(nsisBefore, "/S").status, 0),
    compare("NSIS: kind, version, autostart", [...facts(), packageType()], ["nsis", "1.0.0", starts, "nsis"]),
    compare("MSI: refuses where NSIS's is", wine("msiexec", "/i", before, "/qn").status, failed),
    compare("NSIS: updates, with /AUTOSTART=0", wine(nsisAfter, "/S", "/AUTOSTART=0").status, 0),
    compare(
      "NSIS: updates again, and remembers it",
      [wine(nsisAfter, "/S").status, ...facts()],
      [0, "nsis", "1.0.1", null],
    ),
    compare("NSIS: is removed", wine(`${programs}\\Uninstall Tandem.exe`, "/S", `_?=${programs}`).status, 0),
    compare(
      "NSIS: leaves nothing but its own uninstaller, which ran from there",
      traces().filter((path) => !path.endsWith("/Program Files/Tandem") && !path.endsWith("/Uninstall Tandem.exe")),
      [],
    ),
  ];
}

const runKey = "Software\\Microsoft\\Windows\\CurrentVersion\\Run";
const programs = "C:\\Program Files\\Tandem";
