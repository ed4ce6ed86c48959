/** What main does with a recording: its file, what it tells the engine, who may see it, and when it goes. */
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { noNotes } from "../../../electron/files/keeping.ts";
import { createOpenRecordings } from "../../../electron/recordings/open-recordings.ts";
import { createRecordingsOutlet } from "../../../electron/recordings/recordings-outlet.ts";
import type { EngineOrder } from "../../../shared/contract/wire.ts";
import { CallId } from "../../../shared/model/ids.ts";
import type { PastCall } from "../../../shared/model/past-call.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { RecordingId } from "../../../shared/model/recording.ts";
import { anActiveCall, anEndedCall, aRecording } from "../../builders/a-call.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";
import { useOwnFolder } from "../own-folder.ts";
import { aPolicy } from "../settings/a-policy.ts";

const own = useOwnFolder("recordings-outlet");
const one = CallId.parse("one");
const recordingId = RecordingId.parse("one.1");
const call = anActiveCall({
  id: "one",
  remote: { number: "0312345678", name: null },
  recording: aRecording({ id: "one" }),
});

const documentWith = (recording: object) => PolicyDocument.parse({ ...aPolicy(), recording });

function start(recording: object | null = { mode: "always", format: "wav" }) {
  const clock = createFakeMainClock();
  const told: EngineOrder[] = [];
  const late: PastCall[] = [];
  const forgotten: string[] = [];
  const shown: string[] = [];
  const outlet = createRecordingsOutlet({
    folder: own.inside("recordings"),
    ...createOpenRecordings(own.path(), createFakeLog(), noNotes),
    clock,
    log: createFakeLog(),
    sendToEngine: (order) => told.push(order) > 0,
    addLateCall: (ended) => void late.push(ended),
    forgetInHistory: async (recordings) => void forgotten.push(...recordings),
    showInFolder: (path) => void shown.push(`show ${path}`),
    play: async (path) => {
      shown.push(`play ${path}`);
      return "";
    },
  });
  const snapshot = aSnapshot({ calls: [call] });
  outlet.receive({ type: "call.updated", at: clock.wallNow(), seq: 1, call }, snapshot);
  outlet.configure(recording === null ? null : documentWith(recording));
  own.stopAfterwards(() => outlet.stop());
  const begin = () => outlet.take({ kind: "begun", recordingId, callId: one, of: one, part: 1, format: "wav" });
  const chunk = () => outlet.take({ kind: "chunk", recordingId, octets: new Uint8Array([1, 0, 2, 0]) });
  const end = () => outlet.take({ kind: "ended", recordingId });
  return { outlet, clock, told, late, forgotten, shown, begin, chunk, end, snapshot };
}

const files = (folder = own.inside("recordings")) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(wav|webm)/u.test(name))
        .map((name) => `${folder}/${name}`)
    : [];

async function recordOne(desk = start()) {
  desk.begin();
  desk.chunk();
  desk.end();
  await expect.poll(() => files().map((name) => name.endsWith("_one_1.wav"))).toEqual([true]);
  return desk;
}

describe("a recording", () => {
  test("is a file of its owner's, and the engine hears when it is open", async () => {
    const { told } = await recordOne();
    expect(told).toEqual([{ type: "recordingTold", recordingId, trouble: null }]);
    expect(readFileSync(files()[0] ?? "")).toHaveLength(48);
  });

  test("without a document in force is refused, and the engine hears that", () => {
    const { begin, told } = start(null);
    begin();
    expect(told).toEqual([{ type: "recordingTold", recordingId, trouble: "unwritable" }]);
  });

  test("lies in a folder of this seat's own where the rules name one for many", async () => {
    const { begin, chunk, end } = start({ mode: "always", format: "wav", folder: own.inside("shared") });
    begin();
    chunk();
    end();
    await expect
      .poll(() => files(own.inside("shared")))
      .toEqual([expect.stringMatching(/\/1001-[^/]+\/\d{4}-\d{2}\//u)]);
  });

  test("that the engine died in is finished at once", async () => {
    const { outlet, begin, chunk, snapshot, clock } = start();
    begin();
    chunk();
    const lost = { type: "engine.changed", at: clock.wallNow(), seq: 2, engine: { state: "lost" } } as const;
    outlet.receive(lost, snapshot);
    await expect.poll(() => files().map((name) => name.endsWith(".wav"))).toEqual([true]);
  });

  test("is finished when Tandem is closed in the call", async () => {
    const { outlet, begin, chunk } = start();
    begin();
    chunk();
    await outlet.stop();
    expect(files()).toEqual([expect.stringMatching(/_one_1\.wav$/u)]);
  });

  test("that ends while the folder is still looked through for what an earlier Tandem left is finished once", async () => {
    // The second finds the folder of the month, so that both look there within the same moment.
    for (let time = 0; time < 100; time += 1) {
      const { outlet, begin, chunk, told } = start();
      begin();
      chunk();
      await outlet.stop();
      expect([time, told, files().map((name) => name.endsWith("_one_1.wav"))]).toEqual([
        time,
        [{ type: "recordingTold", recordingId, trouble: null }],
        [true],
      ]);
    }
  });

  test("that Tandem died in is finished at the next start, and its call stands in the history", async () => {
    const before = start();
    before.begin();
    before.chunk();
    await expect.poll(() => existsSync(own.inside("recordings-open.json"))).toBe(true);
    await expect.poll(() => files().length).toBe(1);
    const { late } = start();
    await expect.poll(() => late).toHaveLength(1);
    expect(late[0]).toMatchObject({ id: "one", recording: "one", end: { by: "system", reason: "engineLost" } });
    await expect.poll(() => files()).toEqual([expect.stringMatching(/_one_1\.wav$/u)]);
  });

  test("of a call that ended is not told again at the next start", async () => {
    const { outlet, clock } = await recordOne();
    const ended = anEndedCall({}, { id: "one" });
    outlet.receive({ type: "call.ended", at: clock.wallNow(), seq: 3, call: ended }, aSnapshot());
    await outlet.stop();
    const next = start();
    await next.outlet.stop();
    expect(next.late).toEqual([]);
  });
});

test("a seat on which nothing is recorded has no file of it", async () => {
  const { outlet } = start({ mode: "off" });
  await outlet.stop();
  expect(readdirSync(own.path())).toEqual([]);
});

test("of whoever used this computer before, no call that was being recorded is kept, nor what was put aside", async () => {
  for (const ending of ["bad", "bad2"]) writeFileSync(own.inside(`recordings-open.json.${ending}`), "{ 0312345678");
  const { outlet, begin } = start();
  begin();
  await outlet.forgetOpen();
  expect(readdirSync(own.path()).filter((name) => name.startsWith("recordings-open"))).toEqual([
    "recordings-open.json",
  ]);
  expect(readFileSync(own.inside("recordings-open.json"), "utf8")).not.toContain("0312345678");
});

describe("who asks for a recording", () => {
  const show = { type: "recording.open", id: one, how: "show" } as const;
  const play = { type: "recording.open", id: one, how: "play" } as const;

  test("is shown its file, or it is played", async () => {
    const { outlet, shown } = await recordOne();
    expect([await outlet.openFor(show), await outlet.openFor(play)]).toEqual([{ ok: true }, { ok: true }]);
    expect(shown).toEqual([`show ${files()[0] ?? ""}`, `play ${files()[0] ?? ""}`]);
  });

  test("is told that there is none, that it is sealed, or that the rules do not show it", async () => {
    const { outlet } = start();
    expect(await outlet.openFor(show)).toMatchObject({ ok: false, failure: { kind: "noRecording" } });
    mkdirSync(own.inside("recordings/2026-11"), { recursive: true });
    writeFileSync(own.inside("recordings/2026-11/20261127-140322_one_1.wav.sealed"), "sealed");
    expect(await outlet.openFor(play)).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
    outlet.configure(documentWith({ operatorMayOpen: false }));
    expect(await outlet.openFor(show)).toMatchObject({ ok: false, failure: { kind: "notAllowed" } });
  });
});

describe("a recording goes", () => {
  test("with its call", async () => {
    const { outlet } = await recordOne();
    outlet.erase([one]);
    await expect.poll(() => files()).toEqual([]);
  });

  test("when the rules let it stay no longer, within the hour, and the history hears of it", async () => {
    const { clock, forgotten } = await recordOne();
    const [path = ""] = files();
    const at = new Date(clock.wallNow() - 100 * 86_400_000);
    utimesSync(path, at, at);
    clock.advance(3_600_001);
    await expect.poll(() => forgotten).toEqual(["one"]);
    expect(files()).toEqual([]);
  });
});
