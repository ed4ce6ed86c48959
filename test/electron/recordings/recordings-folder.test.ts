/** What is found in the folder of recordings, by name, and what the rules do not let stay. */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readRecordingName, toRecordingPath } from "../../../electron/recordings/recording-name.ts";
import { findExpired, listRecordings, type FoundRecording } from "../../../electron/recordings/recordings-folder.ts";
import { atFakeStart } from "../fake-main-clock.ts";
import { useOwnFolder } from "../own-folder.ts";

const own = useOwnFolder("recordings-folder");
const dayMs = 86_400_000;
const mb = 1_000_000;

describe("a name", () => {
  const name = { atBegan: atFakeStart, of: "0af3", part: 2, format: "wav", isSealed: true, number: null } as const;

  test("says when, whose conversation and which file of it, and nothing of the customer", () => {
    const [folder, file] = toRecordingPath(name);
    expect([folder, file]).toEqual(["2027-01", expect.stringMatching(/^\d{8}-\d{6}_0af3_2\.wav\.sealed$/u)]);
    expect(readRecordingName(file)).toEqual({
      of: "0af3",
      part: 2,
      format: "wav",
      isSealed: true,
      isUnfinished: false,
    });
  });

  test("holds the number where the rules want it, and no path that hides in one", () => {
    const [, file] = toRecordingPath({ ...name, isSealed: false, number: "../+49 30_1" });
    expect(file).toMatch(/_----49-30-1_0af3_2\.wav$/u);
    expect(readRecordingName(file)).toMatchObject({ of: "0af3", part: 2 });
  });

  test("of another file is none of ours", () => {
    for (const other of ["notes.txt", "20270115-080000_0af3_1.mp3", "x_0af3_1.wav", ".DS_Store"]) {
      expect(readRecordingName(other)).toBeNull();
    }
  });
});

describe("the folder", () => {
  test("that is not there holds nothing", async () => {
    expect(await listRecordings(own.inside("nowhere"))).toEqual([]);
  });

  test("holds the recordings of every month, oldest first, and nothing else is touched", async () => {
    for (const month of ["2026-11", "2026-12", "letters"]) mkdirSync(own.inside(month));
    const put = (path: string, ageDays: number) => {
      writeFileSync(own.inside(path), "voice");
      const at = new Date(atFakeStart - ageDays * dayMs);
      utimesSync(own.inside(path), at, at);
    };
    put("2026-12/20261201-080000_two_1.webm.part", 1);
    put("2026-11/20261130-080000_one_1.wav", 2);
    put("2026-11/notes.txt", 3);
    put("letters/20261130-080000_three_1.wav", 4);
    expect(await listRecordings(own.path())).toMatchObject([
      { of: "one", bytes: 5, isUnfinished: false },
      { of: "two", isUnfinished: true },
    ]);
  });
});

describe("what must go", () => {
  const found = (of: string, ageDays: number, bytes = mb, more: Partial<FoundRecording> = {}): FoundRecording => ({
    of,
    part: 1,
    format: "webm",
    isSealed: false,
    isUnfinished: false,
    path: `/${of}`,
    bytes,
    at: atFakeStart - ageDays * dayMs,
    ...more,
  });

  test("is what is too old, and a conversation is as old as its last file", () => {
    const files = [found("old", 40), found("long", 40), found("long", 5, mb, { part: 2 }), found("young", 1)];
    expect(findExpired(files, { keepDays: 30, mostMb: 1_000 }, atFakeStart)).toEqual(["old"]);
  });

  test("is the oldest where there is too much", () => {
    const files = [found("third", 3, 4 * mb), found("second", 2, 4 * mb), found("first", 1, 4 * mb)];
    expect(findExpired(files, { keepDays: 30, mostMb: 9 }, atFakeStart)).toEqual(["third"]);
  });

  test("is never what is being recorded", () => {
    const files = [found("open", 40, 40 * mb, { isUnfinished: true })];
    expect(findExpired(files, { keepDays: 30, mostMb: 9 }, atFakeStart)).toEqual([]);
  });
});
