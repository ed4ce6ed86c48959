// Tests on two real servers run where the servers can be had, are named when skipped, and fail in CI when they cannot.
import { describe, it } from "vitest";
import { readSetup } from "../../scripts/setup/setup-report.ts";

/** Part of `npm run setup` that a test cannot do without. */
export type NeededPart = "asterisk" | "chromium" | "iptables" | "iproute2" | "slapd" | "packaging";

/** A describe that needs Asterisk, and the further parts given. */
export function describeWithAsterisk(name: string, tests: () => void, ...further: NeededPart[]): void {
  describeWithParts(name, tests, "asterisk", ...further);
}

export function describeWithParts(name: string, tests: () => void, ...parts: NeededPart[]): void {
  const setup = readSetup();
  const missing = parts.filter((part) => setup[part] === null);
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  const sentence = `${name}: no ${missing.join(" and no ")} here (${setup.reason ?? "not root"})`;
  if (process.env["CI"] === "true") {
    describe(name, () => {
      it("has the parts it needs", () => {
        throw new Error(sentence);
      });
    });
    return;
  }
  console.warn(`SKIPPED ${sentence}`);
  describe.skip(sentence, tests);
}
