/** Installs an rpm into a folder that stands for a computer, updates it there and takes it away: rpm's own work, without its scripts. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { compare, type Finding } from "./finding.ts";

const autostart = "/etc/xdg/autostart/app.tandem.phone.desktop";

/** @param files the older and the newer package. */
export function tryRpm(files: { readonly old: string; readonly new: string }, work: string): Finding[] {
  const root = join(work, "rpm-root");
  mkdirSync(root, { recursive: true });
  const rpm = (...args: string[]) => spawnSync("rpm", ["--root", root, ...args], { encoding: "utf8" });
  const alone = ["--nodeps", "--noscripts"];
  const traces = () =>
    execFileSync("find", [root, "-iname", "*tandem*"], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line !== "").length;
  const scripts = (name: string) =>
    execFileSync("rpm", ["-qp", "--qf", `%{${name}PROG} %{${name}}`, files.new], { encoding: "utf8" });
  const findings = [
    compare("rpm: installs", rpm("-i", ...alone, files.old).status, 0),
    compare("rpm: each installed file is as packed", rpm("-V", ...alone, "tandem").stdout, ""),
    compare(
      "rpm: says what it is and for which processor",
      rpm("-q", "--qf", "%{NAME} %{ARCH}", "tandem").stdout,
      "tandem x86_64",
    ),
  ];
  rmSync(join(root, autostart));
  return [
    ...findings,
    compare("rpm: updates", rpm("-U", ...alone, files.new).status, 0),
    compare(
      "rpm: its first script keeps the sandbox and AppArmor",
      /chrome-sandbox[^]*apparmor/u.test(scripts("POSTIN")),
      true,
    ),
    compare(
      "rpm: its last script leaves an update alone",
      scripts("POSTUN").startsWith('/bin/bash if [ "$1" -gt 0 ]'),
      true,
    ),
    compare("rpm: is removed", rpm("-e", ...alone, "tandem").status, 0),
    compare("rpm: leaves nothing", traces(), 0),
  ];
}
