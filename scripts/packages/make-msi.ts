/** Makes the MSI of an unpacked Tandem by wixl, and gives its shortcut the id by which Windows knows whose notifications are whose. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { listFiles } from "./list-files.ts";
import { toFileComponents } from "./to-file-components.ts";
import { toGuid } from "./to-guid.ts";
import type { WindowsInstaller } from "./windows-installer.ts";

/** The table that gives a shortcut properties, as msibuild reads tables; wixl has no element for it. */
const shortcutProperties = [
  ["MsiShortcutProperty", "Shortcut_", "PropertyKey", "PropVariantValue"],
  ["s72", "s72", "s0", "s0"],
  ["MsiShortcutProperty", "MsiShortcutProperty"],
  ["AppId", "StartMenuShortcut", "System.AppUserModel.ID", "app.tandem.phone"],
]
  .map((row) => `${row.join("\t")}\r\n`)
  .join("");

/** Which of two components is installed: the one that starts Tandem, or the one that remembers that nobody wants it. */
const conditions = { Autostart: 'AUTOSTART <> "0"', NoAutostart: 'AUTOSTART = "0"' };

/** What the part that runs as SYSTEM is told from the command line of an administrator who is not. */
const secureProperties = "AUTOSTART;FOUNDKIND;INSTALLDIR;WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED";

/** @returns its product code, by which it is found and removed. */
export function makeMsi({ root, unpacked, work, version, file }: WindowsInstaller): string {
  writeFileSync(join(unpacked, "resources/package-type"), "msi");
  // wixl finds a file only by a path from where it runs.
  const fromHere = (path: string) => relative(work, path);
  const files = join(work, "files.wxs");
  writeFileSync(files, toFileComponents(listFiles(unpacked), fromHere(unpacked)));
  const productCode = toGuid(`product ${version}`);
  const defines = {
    Version: toMsiVersion(version),
    ProductCode: productCode,
    Icon: fromHere(join(root, "assets/build/icon.ico")),
  };
  const settings = Object.entries(defines).flatMap(([name, value]) => ["-D", `${name}=${value}`]);
  execFileSync("wixl", ["-a", "x64", ...settings, "-o", file, files, join(root, "assets/windows/tandem.wxs")], {
    cwd: work,
  });
  const table = join(work, "MsiShortcutProperty.idt");
  writeFileSync(table, shortcutProperties);
  execFileSync("msibuild", [file, "-i", table]);
  const change = (query: string) => execFileSync("msibuild", [file, "-q", query]);
  for (const [component, condition] of Object.entries(conditions)) {
    change(`UPDATE \`Component\` SET \`Condition\` = '${condition}' WHERE \`Component\` = '${component}'`);
  }
  change(`UPDATE \`Property\` SET \`Value\` = '${secureProperties}' WHERE \`Property\` = 'SecureCustomProperties'`);
  return `{${productCode}}`;
}

/** Windows Installer compares three numbers and takes nothing else. */
function toMsiVersion(version: string): string {
  return /^\d+\.\d+\.\d+/u.exec(version)?.[0] ?? "0.0.0";
}
