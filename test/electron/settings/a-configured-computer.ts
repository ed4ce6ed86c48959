/** A folder with a place for a policy document, policies as a test wants them, and a memory that outlives a start. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { systemClock } from "../../../electron/app/system-clock.ts";
import { createConfigSource, type ConfigSource } from "../../../electron/settings/effective-config.ts";
import type { LastGood } from "../../../electron/settings/last-good-document.ts";
import type { OwnDocument } from "../../../electron/settings/own-document.ts";
import type { OwnAccount } from "../../../shared/model/own-account.ts";
import { createFakeLog } from "../fake-log.ts";
import { fakePolicies, type FakePolicies } from "./policies/fake-policies.ts";

/** @param kept the document that was good at an earlier start. */
export function aConfiguredComputer(kept: object | null = null) {
  const folder = mkdtempSync(join(tmpdir(), "tandem-config-"));
  const sources: ConfigSource[] = [];
  onTestFinished(() => {
    for (const source of sources) source.stop();
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, "policy.json");
  const log = createFakeLog();
  const memory: { document: unknown } = { document: kept };
  const entered: { account: OwnAccount | null } = { account: null };
  const own: OwnDocument = {
    read: () => entered.account,
    write(account) {
      entered.account = account;
    },
    findLoss: () => null,
    erase() {
      entered.account = null;
    },
  };
  const lastGood: LastGood = {
    read: () => memory.document,
    write: (_path, document) => {
      memory.document = document;
    },
  };
  const write = (content: object | string) =>
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  const policiesMemory = new Map<string, unknown>();
  const lastGoodPolicies: LastGood = {
    read: (key) => policiesMemory.get(key) ?? null,
    write: (key, raw) => void policiesMemory.set(key, raw),
  };
  const open = (policies: FakePolicies = fakePolicies({}), findDoubt: (at: string) => string | null = () => null) => {
    const source = createConfigSource({
      location: { ok: true, value: path },
      findDoubt,
      policies,
      lastGood,
      lastGoodPolicies,
      own,
      clock: systemClock,
      log,
    });
    sources.push(source);
    return source;
  };
  return { path, log, memory, entered, write, open };
}
