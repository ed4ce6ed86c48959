/** Makes the installer that is a program, of an unpacked Tandem, by makensis. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "./list-files.ts";
import { toRemoveList } from "./to-remove-list.ts";
import type { WindowsInstaller } from "./windows-installer.ts";

export function makeNsis({ root, unpacked, work, version, file, sign }: WindowsInstaller): void {
  writeFileSync(join(unpacked, "resources/package-type"), "nsis");
  writeFileSync(join(work, "remove.nsh"), toRemoveList(listFiles(unpacked)));
  const defines = {
    VERSION: version,
    VERSION4: `${/^\d+\.\d+\.\d+/u.exec(version)?.[0] ?? "0.0.0"}.0`,
    SOURCE: unpacked,
    ICON: join(root, "assets/build/icon.ico"),
    OUT: file,
    LISTS: work,
    ...(sign === null ? {} : { SIGN: sign }),
  };
  const settings = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
  execFileSync("makensis", [
    "-V2",
    "-WX",
    "-INPUTCHARSET",
    "UTF8",
    ...settings,
    join(root, "assets/windows/tandem.nsi"),
  ]);
}
