// What a WebSocket server says, cut into frames however it comes.
import { describe, expect, it } from "vitest";
import { createFrameReader } from "./read-frames.ts";

const upgrade = Buffer.from("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
const frame = (opcode: number, payload: Buffer): Buffer => {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
};
const text = (said: string): Buffer => frame(1, Buffer.from(said));
const said = [text("SIP/2.0 200 OK"), frame(0xa, Buffer.from("pong")), text("m".repeat(500)), text("l".repeat(70_000))];

function readBy(size: number, all: Buffer): { bytes: Buffer; text: string }[] {
  const frames: { bytes: Buffer; text: string }[] = [];
  const read = createFrameReader((one) => frames.push(one));
  for (let at = 0; at < all.length; at += size) read(all.subarray(at, at + size));
  return frames;
}

describe("createFrameReader", () => {
  it.each([7, 1_000, 1_000_000])("gives every byte back in order, in pieces of %i", (size) => {
    const frames = readBy(size, Buffer.concat([upgrade, ...said]));
    expect(frames.map(({ bytes }) => bytes)).toEqual([upgrade, ...said]);
    expect(frames.map((one) => one.text)).toEqual(["", "SIP/2.0 200 OK", "", "m".repeat(500), "l".repeat(70_000)]);
  });

  it("keeps a frame that is not whole", () => {
    expect(
      readBy(7, Buffer.concat([upgrade, text("whole"), text("half").subarray(0, 4)])).map((one) => one.text),
    ).toEqual(["", "whole"]);
  });
});
