/** Calls that are recorded on two real servers: what is in the files, who can read them, what a crash leaves, what is erased. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { unsealRecording } from "../../electron/recordings/unseal-recording.ts";
import type { CallId } from "../../shared/model/ids.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { hangUpAll } from "./hang-up-all.ts";
import { soundAt } from "./heard-tones.ts";
import { launchApp, toPolicyFile, toPolicyText, type TandemApp } from "./launch-app.ts";
import { beepHz, describeSide, measureTone, readWav } from "./recorded-voices.ts";

const dayMs = 86_400_000;
/** The beep of the pretended microphone comes twice a second. */
const saySomethingMs = 1_800;

describeWithAsterisk(
  "a recording on two real servers",
  () => {
    let testbed: Testbed;
    let app: TandemApp;
    const userDataDir = mkdtempSync(join(tmpdir(), "tandem-e2e-"));
    const pair = generateKeyPairSync("x25519");
    const encryptTo = pair.publicKey.export({ format: "der", type: "spki" }).toString("base64");
    // The echo canceller would take the party's steady tone for the operator's voice.
    const media = { echoCancellation: false, noiseSuppression: false, autoGain: false };

    const policyWith = (recording: object) => ({ ...testbed.policyDocument("1001"), media, recording });
    const launch = async (recording: object) => {
      app = await launchApp({ policy: policyWith(recording), userDataDir });
      await app.until("both registered", ({ reachability }) => reachability === "all", 25_000);
    };
    /** The document in force is another one from here on. */
    const change = (recording: object) => writeFileSync(toPolicyFile(userDataDir), toPolicyText(policyWith(recording)));

    beforeAll(async () => {
      testbed = await startTestbed();
      await launch({ mode: "always", format: "wav", consentTone: "start" });
    });
    afterAll(async () => {
      await app?.close();
      await testbed?.stop();
      rmSync(userDataDir, { recursive: true, force: true });
    });

    const folder = () => join(userDataDir, "recordings");
    const files = () =>
      readdirSync(folder(), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(?:wav|webm)/u.test(name))
        .map((name) => join(folder(), name))
        .toSorted();
    const filesOf = (id: CallId) => files().filter((name) => name.includes(`_${id}_`));

    async function talk(target: string): Promise<CallId> {
      const id = await app.dial(target, { serverId: "main", only: true });
      await app.until("recorded", () => app.call(id).recording?.state === "on");
      await sleep(saySomethingMs);
      return id;
    }

    async function fileOf(id: CallId): Promise<string> {
      await hangUpAll(app);
      await expect.poll(() => filesOf(id).map((name) => /[a-z.]+$/u.exec(name)?.[0])).toHaveLength(1);
      await expect.poll(() => filesOf(id)[0]?.endsWith(".part")).toBe(false);
      return filesOf(id)[0] ?? "";
    }

    it("has the operator on the left and the party on the right, and both parties hear the beep", async () => {
      const id = await talk("611");
      const file = await fileOf(id);
      await expect.poll(() => measureTone(soundAt(testbed.main, "611"), beepHz, 8_000).peak).toBeGreaterThan(0.02);
      const { left, right, seconds } = readWav(readFileSync(file));
      expect(seconds).toBeGreaterThan(1.2);
      expect({ left: describeSide(left), right: describeSide(right) }).toEqual({
        left: { operator: true, party: false, beep: true },
        right: { operator: false, party: true, beep: false },
      });
      expect(statSync(file).mode & 0o077).toBe(0);
      expect(file).not.toMatch(/_611[_.]/u);
    });

    it("is silent on both sides while it is paused, and goes on in the same file", async () => {
      const id = await talk("611");
      expect(await app.command({ type: "call.pauseRecording", callId: id })).toEqual({ ok: true });
      await app.until("paused", () => app.call(id).recording?.state === "paused");
      await sleep(saySomethingMs);
      const { left, right, seconds } = readWav(readFileSync(await fileOf(id)));
      const last = (side: Float64Array) => describeSide(side.subarray(-16_000));
      const silence = { operator: false, party: false, beep: false };
      expect([last(left), last(right)]).toEqual([silence, silence]);
      expect(seconds).toBeGreaterThan(2.5);
    });

    it("that was sealed is read with the administrator's key alone", async () => {
      change({ mode: "ask", encryptTo, consentTone: "off" });
      await app.until("sealed from here on", ({ history }) => history.recordings === "shown");
      const id = await app.dial("600", { serverId: "main", only: true });
      await app.until("may be recorded", () => app.call(id).mayRecord.includes("start"));
      expect(await app.command({ type: "call.record", callId: id })).toEqual({ ok: true });
      await app.until("recorded", () => app.call(id).recording?.state === "on");
      await sleep(saySomethingMs);
      const file = await fileOf(id);
      expect(file).toMatch(/\.webm\.sealed$/u);
      const startOfWebm = Buffer.from("1a45dfa3", "hex");
      expect(readFileSync(file).includes(startOfWebm)).toBe(false);
      const key = (name: string, { privateKey } = pair) => {
        writeFileSync(join(userDataDir, name), privateKey.export({ format: "pem", type: "pkcs8" }));
        return join(userDataDir, name);
      };
      expect(unsealRecording(file, key("other.pem", generateKeyPairSync("x25519")))).toMatchObject({ isGood: false });
      expect(unsealRecording(file, key("key.pem"))).toMatchObject({ isGood: true });
      const plain = readFileSync(file.replace(/\.sealed$/u, ""));
      expect(plain.subarray(0, 4)).toEqual(startOfWebm);
      expect(plain.length).toBeGreaterThan(2_000);
    });

    it("is whole after Tandem was killed in the call, which then stands in the history", async () => {
      change({ mode: "always", format: "wav", consentTone: "off" });
      await app.until("open again", ({ history }) => history.recordings === "playable");
      const id = await talk("611");
      expect(filesOf(id)).toEqual([expect.stringMatching(/\.wav\.part$/u)]);
      app.feed.close();
      app.process.kill("SIGKILL");
      await app.exited;
      // What it wrote of its door is nobody's any more.
      rmSync(join(userDataDir, "local-api.json"));
      await launch({ mode: "always", format: "wav", consentTone: "off" });
      await expect.poll(() => filesOf(id)).toEqual([expect.stringMatching(/\.wav$/u)]);
      const { right, seconds } = readWav(readFileSync(filesOf(id)[0] ?? ""));
      expect(describeSide(right)).toMatchObject({ party: true });
      expect(seconds).toBeGreaterThan(0.9);
      const row = () => {
        const database = new DatabaseSync(join(userDataDir, "history.db"), { readOnly: true });
        const found = database.prepare("SELECT number, outcome, recording FROM calls WHERE id = ?").get(id);
        database.close();
        return found;
      };
      await expect.poll(row).toEqual({ number: "611", outcome: "engineLost", recording: id });
    });

    it("is erased when the rules do not let it stay", async () => {
      const [old = "", ...others] = files();
      expect(others.length).toBeGreaterThan(0);
      utimesSync(old, new Date(), new Date(Date.now() - 3 * dayMs));
      change({ mode: "always", format: "wav", consentTone: "off", keepDays: 2 });
      await expect.poll(() => files().includes(old)).toBe(false);
      expect(files()).toEqual(others);
    });
  },
  "chromium",
);
