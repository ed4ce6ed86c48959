/** Stands where electron-builder calls fpm: makes the deb with dpkg-deb and the rpm with rpmbuild, everywhere the same. */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readFpmArguments, type LinuxPackage } from "./read-fpm-arguments.ts";
import { stageFiles } from "./stage-files.ts";
import { toDebControl } from "./to-deb-control.ts";
import { toRpmArchitecture, toRpmPath, toRpmSpec } from "./to-rpm-spec.ts";

const made = readFpmArguments(process.argv.slice(2));
const work = mkdtempSync(join(tmpdir(), "tandem-package-"));
try {
  mkdirSync(dirname(made.file), { recursive: true });
  if (made.kind === "deb") makeDeb(made);
  else makeRpm(made);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function makeDeb(wanted: LinuxPackage): void {
  const root = join(work, "root");
  const control = toDebControl(wanted, root, stageFiles(wanted, root));
  mkdirSync(join(root, "DEBIAN"));
  for (const [name, text] of control) {
    const file = join(root, "DEBIAN", name);
    writeFileSync(file, text);
    chmodSync(file, name.startsWith("post") ? 0o755 : 0o644);
  }
  chmodSync(root, 0o755);
  run("dpkg-deb", ["--root-owner-group", "-Zxz", "--build", root, wanted.file]);
}

function makeRpm(wanted: LinuxPackage): void {
  const root = join(work, "root");
  const spec = join(work, `${wanted.name}.spec`);
  writeFileSync(spec, toRpmSpec(wanted, stageFiles(wanted, root)));
  const settings = {
    _topdir: work,
    _build_id_links: "none",
    debug_package: "%{nil}",
    __os_install_post: "%{nil}",
    _binary_payload: "w6T.xzdio",
  };
  const defines = Object.entries(settings).flatMap(([name, value]) => ["--define", `${name} ${value}`]);
  const target = `${toRpmArchitecture(wanted)}-unknown-linux`;
  run("rpmbuild", ["-bb", "--quiet", "--target", target, ...defines, "--buildroot", root, spec]);
  copyFileSync(join(work, toRpmPath(wanted)), wanted.file);
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: "inherit", env: { ...process.env, LC_ALL: "C" } });
}
