import { afterEach, expect, test } from "vitest";
import { createPreferencePolicies } from "../../../../electron/settings/policies/preference-policies.ts";
import type { PolicySource } from "../../../../electron/settings/policies/policy-levels.ts";
import { createFakeLog } from "../../fake-log.ts";
import { createFakeMainClock } from "../../fake-main-clock.ts";

let opened: PolicySource | null = null;
afterEach(() => opened?.stop());

const ofUser = "/Managed/anna/app.tandem.phone.plist";
const ofComputer = "/Managed/app.tandem.phone.plist";

function read(files: Readonly<Record<string, string | null>>) {
  opened = createPreferencePolicies({
    folder: "/Managed",
    userName: "anna",
    readPlist(path) {
      const json = files[path];
      if (json === undefined) return null;
      return json === null ? { ok: false, failure: `${path}: damaged` } : { ok: true, value: json };
    },
    clock: createFakeMainClock(),
    log: createFakeLog(),
  });
  return opened.read();
}

test("a Mac's managed preferences hold, their Recommended recommends, and the computer's count more than the user's", () => {
  const failover = (probeActiveMs: number) => ({ failover: { probeActiveMs } });
  const said = read({
    [ofUser]: JSON.stringify({ ...failover(1_000), window: { language: "de" }, PayloadUUID: "6E0F" }),
    [ofComputer]: JSON.stringify({ ...failover(2_000), Recommended: { media: { ringVolume: 30 } } }),
  });
  expect(said).toEqual({
    ok: true,
    value: {
      levels: {
        managed: {
          "failover.probeActiveMs": { value: 2_000, where: { kind: "computerPolicy", name: ofComputer } },
          "window.language": { value: "de", where: { kind: "userPolicy", name: ofUser } },
        },
        recommended: {
          "media.ringVolume": {
            value: 30,
            where: { kind: "computerPolicy", name: `${ofComputer}: Recommended` },
          },
        },
      },
      unknownKeys: [],
    },
  });
});

test("a Mac without a profile says nothing, and a damaged one is told", () => {
  expect(read({})).toMatchObject({ ok: true, value: { levels: { managed: {}, recommended: {} } } });
  expect(read({ [ofComputer]: null })).toEqual({ ok: false, failure: `${ofComputer}: damaged` });
  expect(read({ [ofUser]: "[1]" })).toEqual({
    ok: false,
    failure: `${ofUser}: this is no property list that can be read. Install the profile again.`,
  });
});
