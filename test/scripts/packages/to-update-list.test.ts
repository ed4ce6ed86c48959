import { expect, it } from "vitest";
import { toUpdateList } from "../../../scripts/packages/to-update-list.ts";

it("The list for Windows names the installer with its size and its hash.", () => {
  const offered = { version: "1.2.3", name: "tandem-setup-1.2.3.exe", content: Buffer.from("abc"), atMade: 0 };
  // The hash of "abc" is FIPS 180-4's own example.
  const sha512 = Buffer.from(
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "hex",
  ).toString("base64");
  expect(toUpdateList(offered)).toBe(
    [
      "version: 1.2.3",
      "files:",
      "  - url: tandem-setup-1.2.3.exe",
      `    sha512: ${sha512}`,
      "    size: 3",
      "path: tandem-setup-1.2.3.exe",
      `sha512: ${sha512}`,
      "releaseDate: '1970-01-01T00:00:00.000Z'",
      "",
    ].join("\n"),
  );
});
