import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toZip } from "../../../electron/diagnostics/to-zip.ts";
import { fromZip } from "../../../electron/ladder/from-zip.ts";

const files = [
  { name: "report.txt", content: Buffer.from("all is well") },
  { name: "logs/täglich.log", content: Buffer.from("x".repeat(10_000)) },
];
const archive = toZip(files, Date.UTC(2026, 10, 27));

describe("an archive", () => {
  test("gives back what was put into it, and only what is wanted", () => {
    expect(fromZip(archive, () => true)).toEqual(files);
    expect(fromZip(archive, (name) => name.startsWith("logs/"))).toEqual([files[1]]);
    expect(fromZip(Buffer.concat([archive, Buffer.from("a comment")]), () => true)).toEqual(files);
  });

  test("that was cut, changed or is none gives files or nothing, and never an error", () => {
    fc.assert(
      fc.property(fc.nat(archive.length), fc.nat(archive.length - 1), fc.nat(255), (length, at, octet) => {
        const changed = Buffer.from(archive);
        changed[at] = octet;
        for (const broken of [archive.subarray(0, length), changed]) {
          const read = fromZip(broken, () => true);
          expect(read === null || Array.isArray(read)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("that would unpack to more than memory should hold gives nothing", () => {
    expect(fromZip(archive, () => true, 9_999)).toBe(null);
    expect(fromZip(archive, () => true, 10_000)).toEqual(files);
  });
});
