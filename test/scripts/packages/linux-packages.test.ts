/** The deb and the rpm as their tools read them, made of a folder of some files through the program that fpm is here. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { debNeeds } from "../../../scripts/setup/packaging.ts";
import { findProgram } from "../../../scripts/setup/system.ts";
import { readBuilderLists } from "./read-builder-lists.ts";

const root = join(import.meta.dirname, "../../..");
const fpm = join(root, "scripts/packages/fpm");
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: root, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });

describe.runIf(findProgram("dpkg-deb") !== null && findProgram("rpmbuild") !== null)("A Linux package", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tandem-fpm-"));
    mkdirSync(join(folder, "app/resources"), { recursive: true });
    for (const name of ["app/tandem", "app/resources/app.asar"]) writeFileSync(join(folder, name), name);
    chmodSync(join(folder, "app/tandem"), 0o775);
    chmodSync(join(folder, "app/resources/app.asar"), 0o600);
    writeFileSync(join(folder, "in"), "#!/bin/bash\necho 100%\n");
    writeFileSync(join(folder, "out"), "#!/bin/bash\nrm -f /usr/bin/tandem\n");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function make(kind: "deb" | "rpm"): string {
    const file = join(folder, `made.${kind}`);
    const { files } = readBuilderLists(root, kind);
    const facts = ["--name", "tandem", "--version", "1.0.0", "--maintainer", "T <t@example.net>", "--license", "MIT"];
    const more = ["--url", "https://example.net/", "--description", "A phone\n It rings.", "--architecture", "amd64"];
    const scripts = ["--after-install", join(folder, "in"), "--after-remove", join(folder, "out")];
    run(
      fpm,
      "-t",
      kind,
      "-d",
      "xdg-utils",
      "--package",
      file,
      ...facts,
      ...more,
      ...scripts,
      ...files,
      `${folder}/app/=/opt/Tandem`,
    );
    return file;
  }

  it("for Debian holds root's files in ordinary modes, its configuration named as such, and its scripts", () => {
    const deb = make("deb");
    const listed = run("dpkg-deb", "--contents", deb)
      .split("\n")
      .filter((line) => line !== "" && !line.endsWith("/"))
      .map((line) => line.split(/\s+/u))
      .map(([mode, owner, , , , path]) => `${mode} ${owner} ${path}`);
    expect(listed).toEqual([
      "-rw-r--r-- root/root ./etc/xdg/autostart/app.tandem.phone.desktop",
      "-rw-r--r-- root/root ./opt/Tandem/resources/app.asar",
      "-rw-r--r-- root/root ./opt/Tandem/resources/package-type",
      "-rwxr-xr-x root/root ./opt/Tandem/tandem",
      "-rw-r--r-- root/root ./usr/lib/udev/rules.d/70-tandem-headsets.rules",
      "-rw-r--r-- root/root ./usr/share/metainfo/app.tandem.phone.metainfo.xml",
    ]);
    expect(run("dpkg-deb", "--info", deb, "conffiles")).toBe("/etc/xdg/autostart/app.tandem.phone.desktop\n");
    expect(run("dpkg-deb", "--info", deb, "postinst")).toBe("#!/bin/bash\necho 100%\n");
    expect(run("dpkg-deb", "--field", deb, "Package", "Depends", "Description")).toBe(
      "Package: tandem\nDepends: xdg-utils\nDescription: A phone\n It rings.\n",
    );
  });

  it("for Red Hat and SUSE holds the same, and its last script leaves an update alone", () => {
    const rpm = make("rpm");
    const listed = run(
      "rpm",
      "-qp",
      "--qf",
      "[%{FILEMODES:perms} %{FILEUSERNAME} %{FILEFLAGS:fflags} %{FILENAMES}\n]",
      rpm,
    );
    expect(listed.trim().split("\n").sort()).toEqual([
      "-rw-r--r-- root  /opt/Tandem/resources/app.asar",
      "-rw-r--r-- root  /opt/Tandem/resources/package-type",
      "-rw-r--r-- root  /usr/lib/udev/rules.d/70-tandem-headsets.rules",
      "-rw-r--r-- root  /usr/share/metainfo/app.tandem.phone.metainfo.xml",
      "-rw-r--r-- root cn /etc/xdg/autostart/app.tandem.phone.desktop",
      "-rwxr-xr-x root  /opt/Tandem/tandem",
      "drwxr-xr-x root  /opt/Tandem",
      "drwxr-xr-x root  /opt/Tandem/resources",
    ]);
    expect(run("rpm", "-qp", "--qf", "%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}", rpm)).toBe("tandem-1.0.0-1.x86_64");
    expect(run("rpm", "-qp", "--scripts", rpm)).toBe(
      [
        "postinstall scriptlet (using /bin/bash):",
        "echo 100%",
        "postuninstall scriptlet (using /bin/bash):",
        'if [ "$1" -gt 0 ]; then exit 0; fi',
        "rm -f /usr/bin/tandem",
        "",
      ].join("\n"),
    );
  });
});

it("What the deb depends on is there before it is tried.", () => {
  expect(readBuilderLists(root, "deb").depends).toEqual(debNeeds);
});
