/** `--unseal-recording`: an administrator's key makes a sealed recording a file that any player reads. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from "node:fs";
import { toErrorText } from "../../shared/lib/error-text.ts";
import { sealed, unfinished } from "./recording-name.ts";
import { unseal, type UnsealFailure } from "./sealing.ts";
import { toHeaderOfFile } from "./wav-header.ts";

export type UnsealVerdict = { readonly isGood: boolean; readonly line: string };

const failures: Readonly<Record<UnsealFailure, string>> = {
  notSealed: "is no sealed recording of Tandem's. Name one that Tandem wrote.",
  wrongKey:
    "was sealed to another key, or is damaged from its beginning. Name the private key that belongs to recording.encryptTo as it was on that day.",
  damaged: "is damaged; what could be trusted was written. Look for an undamaged copy if the rest is needed.",
};

/** Writes beside it, and over nothing. @param keyPath a PEM file with an X25519 private key. */
export function unsealRecording(path: string, keyPath: string): UnsealVerdict {
  const bad = (line: string): UnsealVerdict => ({ isGood: false, line });
  const name = path.endsWith(unfinished) ? path.slice(0, -unfinished.length) : path;
  if (!name.endsWith(sealed))
    return bad(`${path}: the name of a sealed recording ends with ${sealed}. Name such a file.`);
  const key = readKey(keyPath);
  if (typeof key === "string") return bad(key);
  const target = name.slice(0, -sealed.length);
  try {
    return copy(path, target, key);
  } catch (error) {
    return bad(`${path} could not be unsealed: ${toErrorText(error)}. Mend that and run it again.`);
  }
}

function copy(path: string, target: string, key: KeyObject): UnsealVerdict {
  const source = openSync(path, "r");
  let file: number | null = null;
  let bytes = 0;
  try {
    const octets = unseal((count) => readUpTo(source, count), key);
    let next = octets.next();
    for (; next.done !== true; next = octets.next()) {
      file ??= openSync(target, "wx", 0o600);
      writeFileSync(file, next.value);
      bytes += next.value.length;
    }
    const { end } = next.value;
    const header = target.endsWith(".wav") ? toHeaderOfFile(bytes) : null;
    if (file !== null && header !== null) writeSync(file, header, 0, header.length, 0);
    if (end === "whole") return { isGood: true, line: `ok: ${target}` };
    if (end === "cutShort") return { isGood: true, line: `ok: ${target}, which was cut short as it was recorded` };
    return { isGood: false, line: `${path} ${failures[end]}` };
  } finally {
    closeSync(source);
    if (file !== null) closeSync(file);
  }
}

function readUpTo(file: number, count: number): Buffer {
  const buffer = Buffer.alloc(count);
  let read = 0;
  while (read < count) {
    const more = readSync(file, buffer, read, count - read, null);
    if (more === 0) break;
    read += more;
  }
  return buffer.subarray(0, read);
}

/** @returns the key, or why there is none. */
function readKey(path: string): KeyObject | string {
  try {
    const key = createPrivateKey(readFileSync(path));
    return key.asymmetricKeyType === "x25519"
      ? key
      : `${path} holds no X25519 key. Name the private key that belongs to recording.encryptTo.`;
  } catch (error) {
    return `${path} holds no private key: ${toErrorText(error)}. Name the one that belongs to recording.encryptTo, in PEM.`;
  }
}
