import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifest } from "../../../electron/updates/open-updater.ts";
import { readManifest } from "../../../electron/updates/read-manifest.ts";
import { makeKey, signManifests } from "../../../scripts/updates/sign-manifests.ts";
import { useOwnFolder } from "../../electron/own-folder.ts";

const folder = useOwnFolder("sign-update");
const manifest = `version: 0.2.0
files:
  - url: Tandem-0.2.0.AppImage
    sha512: ${"A".repeat(86)}==
    size: 100
stagingPercentage: 10
`;

test("what was signed with a new key is what a phone with its public half takes, to the last byte", () => {
  const publicKey = makeKey(folder.inside("fleet.pem"));
  writeFileSync(folder.inside("latest-linux.yml"), manifest);
  expect(signManifests(folder.path(), folder.inside("fleet.pem"))).toEqual({
    ok: true,
    value: { publicKey, manifests: [{ name: "latest-linux.yml", version: "0.2.0", percentage: 10 }] },
  });
  const signature = readFileSync(folder.inside("latest-linux.yml.sig"), "utf8").trim();
  const take = (text: string) =>
    readManifest({ bytes: Buffer.from(text), signature, url: "https://a.example/" }, publicKey, parseManifest);
  expect(take(manifest)).toMatchObject({ ok: true, value: { version: "0.2.0", percentage: 10 } });
  expect(take(manifest.replace("10", "99"))).toEqual({ ok: false, failure: "badSignature" });
});

test("a key is never written over, and only its owner reads it", () => {
  makeKey(folder.inside("fleet.pem"));
  const before = readFileSync(folder.inside("fleet.pem"), "utf8");
  expect(() => makeKey(folder.inside("fleet.pem"))).toThrow(/EEXIST/u);
  expect(readFileSync(folder.inside("fleet.pem"), "utf8")).toBe(before);
  expect(statSync(folder.inside("fleet.pem")).mode & 0o077).toBe(0);
});

test("nothing is signed where one manifest is no good, none is there, or the key is none", () => {
  makeKey(folder.inside("fleet.pem"));
  const key = folder.inside("fleet.pem");
  const failure = (keyPath = key) => {
    const signed = signManifests(folder.path(), keyPath);
    return signed.ok ? null : signed.failure;
  };
  expect(failure()).toContain("there is no latest*.yml. Copy what electron-builder made");
  writeFileSync(folder.inside("latest-linux.yml"), manifest);
  writeFileSync(folder.inside("latest.yml"), manifest.replace("0.2.0", "next"));
  expect(failure()).toContain("latest.yml: no phone would take this");
  expect(existsSync(folder.inside("latest-linux.yml.sig"))).toBe(false);
  expect(failure(folder.inside("latest.yml"))).toContain("no private Ed25519 key");
});
