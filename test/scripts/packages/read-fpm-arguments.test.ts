/** What electron-builder says to fpm, as it says it for a deb and for an rpm. */
import { describe, expect, it } from "vitest";
import { readFpmArguments } from "../../../scripts/packages/read-fpm-arguments.ts";

const facts = [
  "--name",
  "tandem",
  "--maintainer",
  "T <t@example.net>",
  "--vendor",
  "T",
  "--url",
  "https://example.net/",
];
const scripts = ["--after-install", "/t/in", "--after-remove", "/t/out"];
const files = ["/out/linux-unpacked/=/opt/Tandem", "assets/a.desktop=/etc/xdg/autostart/a.desktop"];
const shared = {
  name: "tandem",
  version: "1.0.0",
  maintainer: "T <t@example.net>",
  url: "https://example.net/",
  license: "MIT",
  summary: "A phone",
  description: "It rings.",
  afterInstall: "/t/in",
  afterRemove: "/t/out",
  files: [
    { from: "/out/linux-unpacked/", to: "/opt/Tandem" },
    { from: "assets/a.desktop", to: "/etc/xdg/autostart/a.desktop" },
  ],
};

describe("What fpm is told", () => {
  it("of a deb has the summary in the description's first line", () => {
    const debArgs = [
      "-s",
      "dir",
      "--force",
      "-t",
      "deb",
      "-d",
      "libnss3",
      "-d",
      "xdg-utils",
      "--deb-compression",
      "xz",
    ];
    const said = ["--architecture", "amd64", ...scripts, "--description", "A phone\n It rings.", "--version", "1.0.0"];
    const rest = ["--package", "/out/t.deb", ...facts, "--deb-priority", "optional", "--license", "MIT", ...files];
    expect(readFpmArguments([...debArgs, ...said, ...rest])).toEqual({
      ...shared,
      kind: "deb",
      file: "/out/t.deb",
      architecture: "amd64",
      depends: ["libnss3", "xdg-utils"],
      recommends: [],
    });
  });

  it("of an rpm has the summary by itself", () => {
    const rpmArgs = [
      "-s",
      "dir",
      "--force",
      "-t",
      "rpm",
      "-d",
      "nss",
      "--rpm-os",
      "linux",
      "--rpm-compression",
      "xzmt",
    ];
    const said = ["--architecture", "amd64", ...scripts, "--description", "It rings.", "--version", "1.0.0"];
    const rest = ["--package", "/out/t.rpm", ...facts, "--rpm-summary", "A phone", "--license", "MIT", ...files];
    expect(readFpmArguments([...rpmArgs, ...said, ...rest])).toEqual({
      ...shared,
      kind: "rpm",
      file: "/out/t.rpm",
      architecture: "amd64",
      depends: ["nss"],
      recommends: [],
    });
  });

  it("and not understood makes no package that lacks it", () => {
    const args = ["-t", "deb", "--package", "/t.deb", ...facts, "--version", "1", "--architecture", "amd64"];
    const rest = [...scripts, "--description", "A phone", "--license", "MIT"];
    expect(() => readFpmArguments([...args, ...rest, "--before-install", "/t/before"])).toThrow(
      "not understood: --before-install",
    );
    expect(() => readFpmArguments(["-t", "pacman", ...rest])).toThrow("-t pacman: only deb and rpm are made");
  });
});
