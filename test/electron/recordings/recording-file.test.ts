/** One file as it is written, cut short, finished and unsealed again. */
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { open as openOnDisk } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { openRecordingFile } from "../../../electron/recordings/recording-file.ts";
import { finishRecording, listRecordings } from "../../../electron/recordings/recordings-folder.ts";
import { unsealRecording } from "../../../electron/recordings/unseal-recording.ts";
import { toWavHeader, wavHeaderBytes } from "../../../electron/recordings/wav-header.ts";
import type { RecordingTrouble } from "../../../shared/model/recording.ts";
import { useOwnFolder } from "../own-folder.ts";

const own = useOwnFolder("recording-file");
const pair = generateKeyPairSync("x25519");
const encryptTo = pair.publicKey.export({ format: "der", type: "spki" }).toString("base64");

function open(name: string, format: "wav" | "webm", key?: string) {
  const told: (RecordingTrouble | null)[] = [];
  const path = own.inside(`2026-11/${name}`);
  return { path, told, file: openRecordingFile({ path, format, encryptTo: key, tell: (one) => void told.push(one) }) };
}

function writeKey(): string {
  const path = own.inside("key.pem");
  writeFileSync(path, pair.privateKey.export({ format: "pem", type: "pkcs8" }));
  return path;
}

const samples = Buffer.from([1, 0, 2, 0, 3, 0, 4, 0]);

describe("a WAV file", () => {
  test("is named only when it is whole, belongs to its owner alone, and tells its own length", async () => {
    const { path, told, file } = open("20261127-140322_one_1.wav", "wav");
    file.write(samples);
    file.write(samples);
    expect(await file.close()).toBe(true);
    expect(told).toEqual([null]);
    expect(readFileSync(path)).toEqual(Buffer.concat([toWavHeader(16), samples, samples]));
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(statSync(own.inside("2026-11")).mode & 0o077).toBe(0);
  });

  test("that nobody finished is made whole from what is there", async () => {
    const path = own.inside("2026-11/20261127-140322_one_1.wav.part");
    mkdirSync(own.inside("2026-11"));
    writeFileSync(path, Buffer.concat([toWavHeader(0), samples]));
    const [left] = await listRecordings(own.path());
    if (left === undefined) throw new Error("nothing was found");
    expect(await finishRecording(left)).toBe(own.inside("2026-11/20261127-140322_one_1.wav"));
    expect(readFileSync(own.inside("2026-11/20261127-140322_one_1.wav"))).toEqual(
      Buffer.concat([toWavHeader(samples.length), samples]),
    );
  });

  test("in which nobody spoke is none", async () => {
    const { path, file } = open("20261127-140322_one_1.wav", "wav");
    expect(await file.close()).toBe(false);
    expect(readdirSync(own.inside("2026-11"))).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  test("has a header that players read: PCM, two channels, 16 kHz, 16 bit", () => {
    const header = toWavHeader(64_000);
    expect(header.toString("latin1", 0, 4) + header.toString("latin1", 8, 16)).toBe("RIFFWAVEfmt ");
    expect([header.readUInt16LE(20), header.readUInt16LE(22), header.readUInt32LE(24)]).toEqual([1, 2, 16_000]);
    expect([header.readUInt32LE(4), header.readUInt32LE(40), header.length]).toEqual([64_036, 64_000, wavHeaderBytes]);
    expect(toWavHeader(2 ** 33).readUInt32LE(4)).toBe(0xffff_fff4 + 3);
  });
});

describe("a sealed file", () => {
  test("is read with the administrator's key alone, and is then a WAV like any other", async () => {
    const { path, file } = open("20261127-140322_one_1.wav.sealed", "wav", encryptTo);
    file.write(samples);
    file.write(samples);
    await file.close();
    expect(readFileSync(path).includes(samples)).toBe(false);
    const verdict = unsealRecording(path, writeKey());
    const target = own.inside("2026-11/20261127-140322_one_1.wav");
    expect(verdict).toEqual({ isGood: true, line: `ok: ${target}` });
    expect(readFileSync(target)).toEqual(Buffer.concat([toWavHeader(16), samples, samples]));
    expect(unsealRecording(path, writeKey())).toMatchObject({ isGood: false });
  });

  test("that was left unfinished opens as far as it goes", async () => {
    const { path, file } = open("20261127-140322_one_1.webm.sealed", "webm", encryptTo);
    file.write(samples);
    await file.close();
    writeFileSync(`${path}.part`, readFileSync(path).subarray(0, -20));
    const verdict = unsealRecording(`${path}.part`, writeKey());
    expect(verdict).toMatchObject({ isGood: true, line: expect.stringContaining("cut short") });
    expect(readFileSync(own.inside("2026-11/20261127-140322_one_1.webm"))).toEqual(samples);
  });

  test("is refused with a sentence where the key or the file is no such thing", () => {
    const notes = own.inside("notes.txt");
    writeFileSync(notes, "nothing");
    writeFileSync(own.inside("a.webm.sealed"), "nothing");
    expect(unsealRecording(notes, writeKey()).line).toContain("ends with .sealed");
    expect(unsealRecording(own.inside("a.webm.sealed"), notes).line).toMatch(
      /holds no private key: .*\. Name the one that belongs to recording\.encryptTo/u,
    );
    expect(unsealRecording(own.inside("a.webm.sealed"), writeKey()).line).toMatch(
      /is no sealed recording of Tandem's\. Name one that Tandem wrote\.$/u,
    );
  });
});

describe("trouble", () => {
  test("is told where the folder takes no file, and nothing is thrown", async () => {
    writeFileSync(own.inside("2026-11"), "a file where a folder should be");
    const { told, file } = open("20261127-140322_one_1.webm", "webm");
    file.write(samples);
    expect(await file.close()).toBe(false);
    expect(told).toEqual(["unwritable"]);
  });

  /** A file whose disk takes at most so many bytes at once, and nothing of what `refuses` says. */
  const slow = (mostBytes: number, refuses: (octets: Uint8Array) => boolean = () => false) => {
    const [closed, written]: [number[], number[]] = [[], []];
    const openFile = async (path: string) => {
      const file = await openOnDisk(path, "wx", 0o600);
      const real = file.write.bind(file);
      const write = async (octets: Uint8Array, offset: number, length: number, at: number) => {
        if (refuses(octets)) throw Object.assign(new Error("EIO"), { code: "EIO" });
        const taken = await real(octets, offset, Math.min(length, mostBytes), at);
        written.push(taken.bytesWritten);
        return taken;
      };
      const close = file.close.bind(file);
      return Object.assign(file, { write, close: () => close().finally(() => closed.push(file.fd)) });
    };
    return { openFile, closed, written };
  };

  test("is none where the disk takes only a part at once: what is left is written behind it", async () => {
    const path = own.inside("2026-11/20261127-140322_one_1.wav");
    const told: (RecordingTrouble | null)[] = [];
    const { openFile } = slow(3);
    const tell = (one: RecordingTrouble | null) => void told.push(one);
    const file = openRecordingFile({ path, format: "wav", encryptTo: undefined, tell, openFile });
    file.write(samples);
    file.write(samples);
    expect(await file.close()).toBe(true);
    expect(told).toEqual([null]);
    expect(readFileSync(path)).toEqual(Buffer.concat([toWavHeader(16), samples, samples]));
  });

  test("with the last frame is told, and leaves no file open", async () => {
    const path = own.inside("2026-11/20261127-140322_one_1.webm.sealed");
    const told: (RecordingTrouble | null)[] = [];
    let isEnding = false;
    const { openFile, closed, written } = slow(10_000, () => isEnding);
    const tell = (one: RecordingTrouble | null) => void told.push(one);
    const file = openRecordingFile({ path, format: "webm", encryptTo, tell, openFile });
    file.write(samples);
    await expect.poll(() => written.length, { timeout: 20_000 }).toBe(2);
    isEnding = true;
    expect(await file.close()).toBe(true);
    expect([told, closed.length, existsSync(`${path}.part`)]).toEqual([[null, "unwritable"], 1, true]);
  });

  test("is told as a full disk where the disk is full", async () => {
    // Linux's own full disk; elsewhere there is none to try it on.
    if (!existsSync("/dev/full")) return;
    const told: (RecordingTrouble | null)[] = [];
    const path = own.inside("2026-11/20261127-140322_one_1.webm");
    mkdirSync(own.inside("2026-11"));
    const file = openRecordingFile({
      path,
      format: "webm",
      encryptTo: undefined,
      tell: (one) => void told.push(one),
      openFile: async () => (await import("node:fs/promises")).open("/dev/full", "w"),
    });
    file.write(samples);
    await file.close();
    expect(told).toEqual([null, "full"]);
  });
});
