/** What is sealed to a key opens with that key alone, frame by frame, however the file ends. */
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSealer, unseal, type UnsealEnd } from "../../../electron/recordings/sealing.ts";
import { RecordingPolicy } from "../../../shared/model/recording-policy.ts";

const pair = generateKeyPairSync("x25519");
const encryptTo = pair.publicKey.export({ format: "der", type: "spki" }).toString("base64");
const other = generateKeyPairSync("x25519");

const frames = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 12 });

function sealAll(octets: readonly Uint8Array[]): Buffer {
  const sealer = createSealer(encryptTo);
  return Buffer.concat([sealer.header, ...octets.map((one) => sealer.seal(one)), sealer.seal(new Uint8Array(), true)]);
}

function readAll(file: Buffer, key = pair.privateKey): { readonly octets: Buffer; readonly end: UnsealEnd["end"] } {
  let at = 0;
  const read = (bytes: number) => {
    const piece = file.subarray(at, at + bytes);
    at += piece.length;
    return piece;
  };
  const found: Buffer[] = [];
  const reading = unseal(read, key);
  let next = reading.next();
  for (; next.done !== true; next = reading.next()) found.push(next.value);
  return { octets: Buffer.concat(found), end: next.value.end };
}

test("the key is written as the rules want it", () => {
  expect(RecordingPolicy.parse({ encryptTo }).encryptTo).toBe(encryptTo);
});

describe("a sealed file", () => {
  test("opens whole with its key", () => {
    fc.assert(
      fc.property(frames, (octets) => {
        expect(readAll(sealAll(octets))).toEqual({ octets: Buffer.concat(octets), end: "whole" });
      }),
    );
  });

  test("is nothing to another key, and holds nothing of what was said", () => {
    const said = Buffer.from("the card's number is 4711 4711 4711");
    const file = sealAll([said]);
    expect(readAll(file, other.privateKey)).toEqual({ octets: Buffer.alloc(0), end: "wrongKey" });
    expect(file.includes(said.subarray(0, 6))).toBe(false);
  });

  test("that was cut short opens up to the last whole frame, and says so", () => {
    fc.assert(
      fc.property(frames, fc.nat(), (octets, cut) => {
        const file = sealAll(octets);
        const short = file.subarray(0, 40 + (cut % (file.length - 40)));
        const read = readAll(short);
        expect(read.end).toBe("cutShort");
        expect(Buffer.concat(octets).subarray(0, read.octets.length)).toEqual(read.octets);
      }),
    );
  });

  test("that was changed anywhere gives nothing that was not said, and never says that it is whole", () => {
    fc.assert(
      fc.property(frames, fc.nat(), fc.integer({ min: 1, max: 255 }), (octets, at, by) => {
        const file = sealAll(octets);
        const place = at % file.length;
        file[place] = (file[place] ?? 0) ^ by;
        const read = readAll(file);
        expect(read.end).not.toBe("whole");
        expect(Buffer.concat(octets).subarray(0, read.octets.length)).toEqual(read.octets);
      }),
    );
  });

  test("does not open with a frame left out, or two in each other's place", () => {
    const sealer = createSealer(encryptTo);
    const [one, two, last] = [
      sealer.seal(Buffer.from("one")),
      sealer.seal(Buffer.from("two")),
      sealer.seal(new Uint8Array(), true),
    ];
    expect(readAll(Buffer.concat([sealer.header, one, last])).end).toBe("damaged");
    expect(readAll(Buffer.concat([sealer.header, two, one, last])).end).toBe("wrongKey");
    expect(readAll(Buffer.concat([sealer.header, one, two, last, one])).end).toBe("damaged");
  });

  test("is told from any other file", () => {
    expect(readAll(Buffer.from("RIFF and so on, long enough to be taken for a header")).end).toBe("notSealed");
    expect(readAll(Buffer.alloc(0)).end).toBe("notSealed");
  });
});
