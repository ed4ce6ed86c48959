// Both notations of package sources lead to the archive and the keys the system itself trusts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findArchive } from "../../../scripts/setup/apt-sources.ts";

const keyring = "/usr/share/keyrings/archive.gpg";

describe("the system's archive", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tandem-sources-"));
    mkdirSync(join(folder, "sources.list.d"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is found in a deb822 stanza, not in the security one or one that is off", () => {
    const text = [
      "Types: deb",
      "URIs: http://security.example/debian-security",
      "Suites: bookworm-security",
      `Signed-By: ${keyring}`,
      "",
      "Types: deb",
      "Enabled: no",
      "URIs: http://off.example/debian",
      "Suites: bookworm",
      "",
      "# a remark",
      "Types: deb deb-src",
      "# another, inside",
      "URIs: http://archive.example/debian http://second.example/debian",
      "Suites: bookworm bookworm-updates",
      "Components: main",
      `Signed-By: ${keyring}`,
    ].join("\n");
    writeFileSync(join(folder, "sources.list.d", "debian.sources"), text);
    expect(findArchive("bookworm", folder)).toEqual({ uri: "http://archive.example/debian", signedBy: keyring });
  });

  it("is found in a one-line list, with and without a key of its own", () => {
    const lines = [
      "# deb http://commented.example/debian bookworm main",
      "deb-src http://sources.example/debian bookworm main",
      "deb http://archive.example/debian bookworm main contrib",
    ];
    writeFileSync(join(folder, "sources.list"), lines.join("\n"));
    expect(findArchive("bookworm", folder)).toEqual({ uri: "http://archive.example/debian", signedBy: null });
    writeFileSync(
      join(folder, "sources.list"),
      `deb [arch=amd64 signed-by=${keyring}] http://keyed.example/debian bookworm main\n`,
    );
    expect(findArchive("bookworm", folder)).toEqual({ uri: "http://keyed.example/debian", signedBy: keyring });
  });

  it("is null when no source names the suite", () => {
    writeFileSync(join(folder, "sources.list"), "deb http://archive.example/debian trixie main\n");
    expect(findArchive("bookworm", folder)).toBe(null);
  });
});
