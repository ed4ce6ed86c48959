import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findPolicyFile, toSystemPath } from "../../../electron/settings/policy-location.ts";

const folder = mkdtempSync(join(tmpdir(), "tandem-owner-"));
const path = join(folder, "policy.json");
writeFileSync(path, "{}", { mode: 0o644 });
afterAll(() => rmSync(folder, { recursive: true }));

const linux = { platform: "linux", env: {} } as const;
const windows = { platform: "win32", env: { ProgramFiles: "C:\\Program Files", SystemRoot: "C:\\Windows" } } as const;

describe("the policy's place", () => {
  test("is the system's own when none is named", () => {
    expect(findPolicyFile({ policyFlag: null, isPackaged: true }, linux)).toEqual({
      ok: true,
      value: "/etc/tandem/policy.json",
    });
    expect(toSystemPath({ platform: "darwin", env: {} })).toBe("/Library/Application Support/Tandem/policy.json");
    expect(toSystemPath({ platform: "win32", env: { ProgramData: "D:\\Data" } })).toMatch(
      /^D:\\Data.Tandem.policy\.json$/u,
    );
  });

  test("is any file that is named, in development", () => {
    expect(findPolicyFile({ policyFlag: "/x.json", isPackaged: false }, linux)).toEqual({ ok: true, value: "/x.json" });
  });

  test("is, for an installed Tandem, no file that others than an administrator can write", () => {
    chmodSync(path, 0o666);
    const found = findPolicyFile({ policyFlag: path, isPackaged: true }, linux);
    expect(found).toEqual({
      ok: false,
      failure: `${path}: an installed Tandem takes --policy only from a file that an administrator owns and nobody else can write. Change its owner, or put it at /etc/tandem/policy.json.`,
    });
    expect(findPolicyFile({ policyFlag: join(folder, "none.json"), isPackaged: true }, linux).ok).toBe(false);
  });

  test("may be a file of root in a folder of root", () => {
    chmodSync(path, 0o644);
    const isRoot = process.getuid?.() === 0;
    expect(findPolicyFile({ policyFlag: path, isPackaged: true }, linux).ok).toBe(isRoot);
  });

  test("on Windows is believed in the program folders alone", () => {
    const isTaken = (policyFlag: string) => findPolicyFile({ policyFlag, isPackaged: true }, windows).ok;
    expect(isTaken("C:\\Program Files\\Tandem\\policy.json")).toBe(true);
    expect(isTaken("C:\\Program Files\\..\\Users\\anna\\policy.json")).toBe(false);
    expect(isTaken("C:\\Users\\anna\\policy.json")).toBe(false);
  });
});
