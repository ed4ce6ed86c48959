/** One file of a recording, written as its octets come: in order, never holding up main, and readable however it ends. */
import { mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { RecordingFormat } from "../../shared/model/recording-policy.ts";
import type { RecordingTrouble } from "../../shared/model/recording.ts";
import { unfinished } from "./recording-name.ts";
import { createSealer } from "./sealing.ts";
import { toWavHeader } from "./wav-header.ts";

export type RecordingFileNeeds = {
  readonly path: string;
  readonly format: RecordingFormat;
  /** The key it is sealed to; undefined: it is not. */
  readonly encryptTo: string | undefined;
  /** Null once it is open; else nothing more is written, and what was is kept. */
  readonly tell: (trouble: RecordingTrouble | null) => void;
  readonly openFile?: (path: string) => Promise<FileHandle>;
};

/** A new one, its owner's alone. */
const openNew = (path: string): Promise<FileHandle> => open(path, "wx", 0o600);

export type RecordingFile = {
  readonly write: (octets: Uint8Array) => void;
  /** Whatever is on its way is written first. Once is as often as ever. @returns whether there is a file with a voice in it. */
  readonly close: () => Promise<boolean>;
};

/** What a disk may fall behind, bytes: four minutes of the larger format. */
const mostWaiting = 16 * 1024 * 1024;
/** What a power cut takes at most besides what is on its way, bytes: five seconds of the larger format. */
const syncEvery = 320_000;

export function openRecordingFile(needs: RecordingFileNeeds): RecordingFile {
  const { path, format, encryptTo, tell, openFile = openNew } = needs;
  const sealer = encryptTo === undefined ? null : createSealer(encryptTo);
  let file: FileHandle | null = null;
  let at = 0;
  let voiceBytes = 0;
  let unsynced = 0;
  let waiting = 0;
  let isBroken = false;
  let isClosing = false;

  async function append(octets: Uint8Array): Promise<void> {
    if (file === null) return;
    await writeWhole(file, octets, at);
    at += octets.length;
    unsynced += octets.length;
    if (unsynced < syncEvery) return;
    unsynced = 0;
    await file.datasync();
  }

  async function begin(): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    file = await openFile(path + unfinished);
    if (sealer !== null) await append(sealer.header);
    // A sealed one is put right when it is opened again.
    if (format === "wav") await append(seal(toWavHeader(0)));
    tell(null);
  }

  const seal = (octets: Uint8Array, isLast = false): Uint8Array => sealer?.seal(octets, isLast) ?? octets;

  function fail(error: unknown): void {
    if (isBroken) return;
    isBroken = true;
    tell(toTrouble(error));
  }

  async function finish(): Promise<boolean> {
    if (file === null) return false;
    try {
      if (!isBroken && sealer !== null) await append(seal(new Uint8Array(), true));
      if (sealer === null && format === "wav") await writeWhole(file, toWavHeader(voiceBytes), 0);
    } finally {
      await file.close();
    }
    if (voiceBytes > 0) await rename(path + unfinished, path);
    else await rm(path + unfinished, { force: true });
    return voiceBytes > 0;
  }

  async function appendAfter(before: Promise<void>, octets: Uint8Array): Promise<void> {
    await before;
    if (isBroken) return;
    try {
      await append(seal(octets));
      voiceBytes += octets.length;
      waiting -= octets.length;
    } catch (error) {
      fail(error);
    }
  }

  async function close(): Promise<boolean> {
    isClosing = true;
    await work;
    try {
      return await finish();
    } catch (error) {
      // The next start finds it, and finishes it.
      fail(error);
      return voiceBytes > 0;
    }
  }

  let work: Promise<void> = begin().catch(fail);
  let closed: Promise<boolean> | null = null;

  return {
    write(octets) {
      if (isBroken || isClosing) return;
      waiting += octets.length;
      if (waiting > mostWaiting) return fail({ code: "slow" });
      work = appendAfter(work, octets);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/** A disk that is nearly full takes a part of what it is given, and says so only by its length. @param at in the file, bytes. */
async function writeWhole(file: FileHandle, octets: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < octets.length;) {
    const { bytesWritten } = await file.write(octets, done, octets.length - done, at + done);
    if (bytesWritten === 0) throw Object.assign(new Error("the disk takes nothing more"), { code: "ENOSPC" });
    done += bytesWritten;
  }
}

/** The disk, or a share of it, took no more. */
const fullCodes: readonly unknown[] = ["ENOSPC", "EDQUOT"];

function toTrouble(error: unknown): RecordingTrouble {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  if (code === "slow") return "slow";
  return fullCodes.includes(code) ? "full" : "unwritable";
}
