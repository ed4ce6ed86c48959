import { describe, expect, test, vi } from "vitest";
import { collectOffers } from "../../../../electron/settings/collect-offers.ts";
import { resolveOperatorSettings } from "../../../../electron/settings/operator-settings.ts";
import { readRegistry } from "../../../../electron/settings/policies/read-registry.ts";
import {
  createRegistryPolicies,
  registryLookMs,
  type QueryRegistry,
  type RegistryAnswer,
} from "../../../../electron/settings/policies/registry-policies.ts";
import { toOperatorOffers } from "../../../../electron/settings/to-operator-offers.ts";
import { createFakeMainClock } from "../../fake-main-clock.ts";

const long = { HKLM: "HKEY_LOCAL_MACHINE", HKCU: "HKEY_CURRENT_USER" } as const;
type Hive = keyof typeof long;

/** By the hive, what stands directly in the key and what below it in `Recommended`: lines as `reg` prints them. */
type Registry = Readonly<Partial<Record<`${Hive}${"" | "\\Recommended"}`, readonly string[]>>>;

function print(registry: Registry, hive: Hive): string | null {
  const parts = (["", "\\Recommended"] as const).flatMap((below) => {
    const lines = registry[`${hive}${below}`];
    return lines === undefined ? [] : [`${long[hive]}\\Software\\Policies\\Tandem${below}`, ...lines, ""];
  });
  return parts.length === 0 ? null : ["", ...parts].join("\r\n");
}

/** @param first null: `reg` does not come to an answer. */
function openRegistry(first: Registry | null) {
  let registry: Registry | null = first;
  const clock = createFakeMainClock();
  const now = (key: string): RegistryAnswer => {
    if (registry === null) return { kind: "failed" };
    const text = print(registry, key.startsWith("HKLM") ? "HKLM" : "HKCU");
    return text === null ? { kind: "noSuchKey" } : { kind: "printed", text };
  };
  const query: QueryRegistry = { now, later: (key) => Promise.resolve(now(key)) };
  const policies = createRegistryPolicies(query, clock);
  return { policies, clock, write: (next: Registry | null) => void (registry = next) };
}

const volume = (percent: number) => [`    media.ringVolume    REG_DWORD    0x${percent.toString(16)}`];

describe("the registry's policies", () => {
  test("are read by their types: numbers, switches, texts, lists, and JSON for the rest", () => {
    const { policies } = openRegistry({
      HKLM: [
        "    failover.probeActiveMs    REG_DWORD    0x1388",
        "    failover.declineCode    REG_DWORD    0x1e0",
        "    failover.rescue    REG_SZ    auto",
        "    media.autoGain    REG_DWORD    0x0",
        "    dialing.emergency    REG_MULTI_SZ    110\\0119",
        '    colleagues    REG_MULTI_SZ    [{ "extension": "1002",\\0"name": "Tanaka 雪" }]',
        '    voicemail    REG_SZ    {"number":"*97"}',
      ],
      "HKLM\\Recommended": ["    window.language    REG_SZ    ja", "    window.notifications    REG_DWORD    0x1"],
    });
    const read = policies.read();
    if (!read.ok) throw new Error(read.failure);
    const valuesOf = (level: Readonly<Record<string, { value: unknown }>>) =>
      Object.fromEntries(Object.entries(level).map(([key, { value }]) => [key, value]));
    expect(valuesOf(read.value.levels.managed)).toEqual({
      "failover.probeActiveMs": 5_000,
      "failover.declineCode": 480,
      "failover.rescue": "auto",
      "media.autoGain": false,
      "dialing.emergency": ["110", "119"],
      colleagues: [{ extension: "1002", name: "Tanaka 雪" }],
      voicemail: { number: "*97" },
    });
    expect(valuesOf(read.value.levels.recommended)).toEqual({ "window.language": "ja", "window.notifications": true });
    expect(read.value.levels.recommended["window.language"]?.where).toEqual({
      kind: "computerPolicy",
      name: "HKLM\\Software\\Policies\\Tandem\\Recommended",
    });
  });

  test("say in one line which value is wrong, and where", () => {
    const { policies } = openRegistry({ HKCU: ["    failover.probeActiveMs    REG_SZ    fast"] });
    expect(policies.read()).toEqual({
      ok: false,
      failure:
        "HKCU\\Software\\Policies\\Tandem: failover.probeActiveMs: is text, but must be a number. Correct this value.",
    });
  });

  test("tell a value that no policy has, and count without it", () => {
    const { policies } = openRegistry({ HKLM: ["    Colour    REG_SZ    red", ...volume(5)] });
    expect(policies.read()).toMatchObject({
      ok: true,
      value: {
        levels: { managed: { "media.ringVolume": { value: 5 } } },
        unknownKeys: [
          "HKLM\\Software\\Policies\\Tandem: Colour: no policy has this key. Remove it, or correct its spelling.",
        ],
      },
    });
  });

  test("that are not there say nothing", () => {
    const { policies } = openRegistry({});
    expect(policies.read()).toEqual({
      ok: true,
      value: { levels: { managed: {}, recommended: {} }, unknownKeys: [] },
    });
  });

  test("are looked at once a minute, and told when they changed", async () => {
    const { policies, clock, write } = openRegistry({ HKLM: volume(1) });
    const onChanged = vi.fn();
    policies.follow(onChanged);
    clock.advance(registryLookMs);
    await Promise.resolve();
    await vi.waitFor(() => expect(clock.waiting()).toBe(1));
    expect(onChanged).not.toHaveBeenCalled();
    write({ HKLM: volume(2) });
    clock.advance(registryLookMs);
    await vi.waitFor(() => expect(onChanged).toHaveBeenCalledTimes(1));
    expect(policies.read()).toMatchObject({ value: { levels: { managed: { "media.ringVolume": { value: 2 } } } } });
    policies.stop();
    expect(clock.waiting()).toBe(0);
  });

  test("stay as they were while reg gives no answer, which is told at a start", async () => {
    const { policies, clock, write } = openRegistry({ HKLM: volume(1) });
    const onChanged = vi.fn();
    policies.follow(onChanged);
    write(null);
    clock.advance(registryLookMs);
    await vi.waitFor(() => expect(clock.waiting()).toBe(1));
    expect(onChanged).not.toHaveBeenCalled();
    expect(policies.read()).toMatchObject({ value: { levels: { managed: { "media.ringVolume": { value: 1 } } } } });
    expect(openRegistry(null).policies.read()).toEqual({
      ok: false,
      failure: "HKCU\\Software\\Policies\\Tandem: reg.exe did not read this key. Tandem tries again every minute.",
    });
  });
});

/** Who says how loud it rings, the strongest first. */
const voices = [
  ["the computer's policy", 1],
  ["the user's policy", 2],
  ["the document, locked", 3],
  ["the operator", 4],
  ["the document", 5],
  ["what the computer's policy recommends", 6],
  ["what the user's policy recommends", 7],
  ["Tandem itself", 80],
] as const;

const everyCombination = Array.from({ length: 2 ** 7 }, (_, bits): readonly number[] =>
  voices.slice(0, 7).flatMap(([, value], place) => ((bits >> place) & 1 ? [value] : [])),
).filter((said) => !(said.includes(3) && said.includes(5)));

describe("policies of computer and user, a document and the operator", () => {
  test("are weighed alike in every combination, and the operator never overrides what the computer holds", () => {
    expect(everyCombination).toHaveLength(2 ** 4 * 3 * 2);
    for (const said of everyCombination) {
      const has = (value: number) => said.includes(value);
      const { policies } = openRegistry({
        ...(has(1) ? { HKLM: volume(1) } : {}),
        ...(has(2) ? { HKCU: volume(2) } : {}),
        ...(has(6) ? { "HKLM\\Recommended": volume(6) } : {}),
        ...(has(7) ? { "HKCU\\Recommended": volume(7) } : {}),
      });
      const read = policies.read();
      if (!read.ok) throw new Error(read.failure);
      const raw = {
        ...(has(3) ? { media: { ringVolume: 3 }, locked: ["media"] } : {}),
        ...(has(5) ? { media: { ringVolume: 5 } } : {}),
      };
      const offers = collectOffers(read.value.levels, { raw, where: { kind: "document", name: "/p.json" } });
      const chosen = has(4) ? { ringVolume: 4 } : {};
      const { ringVolume } = resolveOperatorSettings(chosen, toOperatorOffers(offers, null));
      const [winner, value] = voices.find(([, one]) => has(one)) ?? voices[7];
      expect({ said, value: ringVolume?.value, locked: ringVolume?.locked }).toEqual({
        said,
        value,
        locked: ["the computer's policy", "the user's policy", "the document, locked"].includes(winner),
      });
    }
  });
});

test("what reg prints beside values is passed over", () => {
  const printed = [
    "",
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Tandem",
    "    (Default)    REG_SZ    ",
    "    recording.folder    REG_EXPAND_SZ    D:\\Audio files\\x",
    "    blob    REG_BINARY    00FF",
    "",
    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Tandem\\Recommended",
    "",
    "End of search: 2 match(es) found.",
  ].join("\r\n");
  expect(readRegistry(printed, "HKLM\\Software\\Policies\\Tandem")).toEqual({
    "": {
      "(Default)": { type: "text", text: "" },
      "recording.folder": { type: "text", text: "D:\\Audio files\\x" },
    },
  });
});
