import { expect, test } from "vitest";
import { createFindFileDoubt } from "../../../electron/settings/file-owner.ts";

const path = "/etc/tandem/policy.json";
const folder = "/etc/tandem";
type Owned = { readonly uid: number; readonly mode: number };
const ofRoot = { uid: 0, mode: 0o644 };

function doubt(file: Owned, of: Owned = { uid: 0, mode: 0o755 }): string | null {
  const stat = (at: string) => (at === path ? file : of);
  return createFindFileDoubt({ platform: "linux", uid: 1_000, stat, canWrite: () => true })(path);
}

test("a file of root, or of the user himself, that nobody else can write is taken", () => {
  expect([doubt(ofRoot), doubt({ uid: 1_000, mode: 0o600 }, { uid: 1_000, mode: 0o700 })]).toEqual([null, null]);
});

test.each([
  ["its group can write it", { uid: 0, mode: 0o664 }, undefined, path],
  ["everybody can write it", { uid: 0, mode: 0o646 }, undefined, path],
  ["somebody else owns it", { uid: 1_001, mode: 0o644 }, undefined, path],
  ["its folder can be written by others", ofRoot, { uid: 0, mode: 0o777 }, folder],
  ["its folder is somebody else's", ofRoot, { uid: 1_001, mode: 0o755 }, folder],
])("where %s it is not, and the line says what to run", (_what, file, of, at) => {
  expect(doubt(file, of)).toBe(
    `${path}: others than the administrator can write to ${at === path ? "it" : at}. Run: chown root ${at} && chmod go-w ${at}`,
  );
});

test("on Windows a file that this user can write is not taken", () => {
  const find = (canWrite: boolean) =>
    createFindFileDoubt({ platform: "win32", uid: -1, stat: () => ofRoot, canWrite: () => canWrite })("C:\\p.json");
  expect([find(false), find(true)]).toEqual([
    null,
    "C:\\p.json: this user can write to it, so it may not be your administrator's. Let only administrators write to it and its folder.",
  ]);
});
