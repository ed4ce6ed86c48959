import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { toPieceValues } from "../../../electron/settings/policies/policy-levels.ts";
import { policyFiles } from "../../../scripts/check/policy-files.ts";
import { listPolicies } from "../../../scripts/policy-files/admx.ts";
import { buildPolicyFiles } from "../../../scripts/policy-files/build-policy-files.ts";
import { listSettings } from "../../../scripts/policy-files/listed-settings.ts";
import { templateLanguages } from "../../../scripts/policy-files/policy-words.ts";
import { aPolicy } from "../../electron/settings/a-policy.ts";
import { tagsOfXml } from "./tags-of-xml.ts";

const root = join(import.meta.dirname, "../../..");
const files = new Map(buildPolicyFiles(root).map(({ path, content }) => [path, content]));
const read = (path: string) => files.get(path) ?? "";

test("the kept files are what the schema makes of them", async () => {
  expect(await policyFiles.run(root)).toEqual([]);
});

describe("the template of group policies", () => {
  const admx = tagsOfXml(read("assets/policy/windows/Tandem.admx"));
  const named = (name: string) => admx.filter((tag) => tag.name === name).map(({ attributes }) => attributes);
  const referred = admx.flatMap(({ attributes }) =>
    Object.values(attributes).flatMap((value) => {
      const [, kind, id] = /^\$\((string|presentation)\.(\w+)\)$/u.exec(value) ?? [];
      return kind === undefined || id === undefined ? [] : [`${kind} ${id}`];
    }),
  );

  test("has each setting once, and once more to recommend where the operator may choose it", () => {
    const settings = listSettings();
    const recommended = settings.filter(({ isOfOperator }) => isOfOperator);
    expect(recommended.map(({ key }) => key)).toContain("window.language");
    expect(named("policy")).toHaveLength(settings.length + recommended.length);
    expect(new Set(named("policy").map(({ name }) => name)).size).toBe(settings.length + recommended.length);
    expect(named("policy").map(({ key }) => key)).toEqual([
      ...settings.map(() => "Software\\Policies\\Tandem"),
      ...recommended.map(() => "Software\\Policies\\Tandem\\Recommended"),
    ]);
  });

  test("names every value as the document does, and puts it into a folder that exists", () => {
    const values = admx.flatMap(({ attributes }) => attributes["valueName"] ?? []);
    expect(values).toEqual(listPolicies().map(({ setting }) => setting.key));
    const folders = new Set(named("category").map(({ name }) => name));
    expect(named("parentCategory").filter(({ ref }) => !folders.has(ref))).toEqual([]);
  });

  test.each(Object.keys(templateLanguages))("finds all its words in %s, and no word is left over", (language) => {
    const adml = tagsOfXml(read(`assets/policy/windows/${language}/Tandem.adml`));
    const had = adml
      .filter(({ name }) => name === "string" || name === "presentation")
      .map(({ name, attributes }) => `${name} ${attributes["id"]}`);
    expect(had.toSorted()).toEqual([...new Set(referred)].toSorted());
    const fields = adml.flatMap(({ attributes }) => attributes["refId"] ?? []);
    expect(fields).toEqual(fields.map(() => "value"));
  });
});

describe("the profile for Macs", () => {
  const profile = read("assets/policy/macos/tandem.mobileconfig");

  test("is well formed, also once every setting is taken out of its comment, and then is one that Tandem takes", () => {
    tagsOfXml(profile);
    const opened = profile.replaceAll(/<!-- (?:(?!-->)[^<])*(<key>[\s\S]*?)-->/gu, "$1");
    const keys = tagsOfXml(opened).filter(({ name }) => name === "key");
    expect(keys.length).toBeGreaterThan(listSettings().length);
    const whole = keysOfPlist(opened);
    const sections = new Set(listSettings().map(({ section }) => section));
    const held = Object.fromEntries(Object.entries(whole).filter(([key]) => sections.has(key)));
    expect(new Set(Object.keys(toPieceValues(held)))).toEqual(new Set(listSettings().map(({ key }) => key)));
  });
});

/** The keys of the payload and of the dicts in it, each with whatever it holds. */
function keysOfPlist(plist: string): Readonly<Record<string, object>> {
  const payload = plist.slice(plist.indexOf("<array>"), plist.indexOf("<key>Recommended</key>"));
  const tree: Record<string, Record<string, unknown>> = {};
  let section = "";
  for (const [, spaces = "", key = ""] of payload.matchAll(/^( *)<key>(\w+)<\/key>/gmu)) {
    if (spaces.length <= 6) {
      section = key;
      tree[key] = {};
    } else tree[section] = { ...tree[section], [key]: true };
  }
  return tree;
}

describe("the JSON Schema", () => {
  const schema = z.fromJSONSchema(z.looseObject({}).parse(JSON.parse(read("assets/policy/tandem-policy.schema.json"))));
  const guide = readFileSync(join(root, "docs/administrator-guide.md"), "utf8");
  const [, example = ""] = /### An example\s+```json\n([\s\S]*?)```/u.exec(guide) ?? [];

  const [main, backup] = aPolicy().servers;
  const good: readonly unknown[] = [
    JSON.parse(example),
    aPolicy(),
    { ...aPolicy(), servers: [main] },
    {
      ...aPolicy(),
      media: { codecs: ["pcma"], ringVolume: 0 },
      window: { language: "ja" },
      locked: ["media.codecs", "window"],
    },
    { ...aPolicy(), failover: { tryingTimeoutMs: null, declineCode: 480 }, wrapUp: { reasons: [] } },
  ];
  const bad: readonly unknown[] = [
    [],
    {},
    { ...aPolicy(), version: 2 },
    { ...aPolicy(), colour: "red" },
    { ...aPolicy(), servers: [] },
    { ...aPolicy(), servers: [{ ...main, prot: 1 }, backup] },
    { ...aPolicy(), servers: [{ ...main, role: "third" }, backup] },
    { ...aPolicy(), failover: { probeActiveMs: 1 } },
    { ...aPolicy(), failover: { probeActiveMs: "fast" } },
    { ...aPolicy(), media: { ringVolume: 101 } },
    { ...aPolicy(), window: { language: "japanese" } },
    { ...aPolicy(), recording: { encryptTo: "none" } },
    { ...aPolicy(), locked: ["colour"] },
  ];

  test.each(good)("takes what Tandem takes (%#)", (document) => {
    expect([schema.safeParse(document).success, PolicyDocument.safeParse(document).success]).toEqual([true, true]);
  });

  test.each(bad)("refuses what Tandem refuses (%#)", (document) => {
    expect([schema.safeParse(document).success, PolicyDocument.safeParse(document).success]).toEqual([false, false]);
  });
});
