/** What a WebSocket server says, cut where it may be held up: its HTTP answer, then frame by frame (RFC 6455 §5.2). */

export type Frame = {
  /** As it was on the wire. */
  readonly bytes: Buffer;
  /** What a text frame says; "" for anything else. */
  readonly text: string;
};

const headerEnd = "\r\n\r\n";
const textOpcode = 1;

/** @returns what takes the server's bytes as they come, in pieces of any size. */
export function createFrameReader(onFrame: (frame: Frame) => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let isUpgraded = false;

  function measureNext(): number | null {
    if (isUpgraded) return measureFrame(rest);
    const end = rest.indexOf(headerEnd);
    return end === -1 ? null : end + headerEnd.length;
  }

  return (data) => {
    rest = Buffer.concat([rest, data]);
    for (let size = measureNext(); size !== null && rest.length >= size; size = measureNext()) {
      const bytes = rest.subarray(0, size);
      rest = rest.subarray(size);
      onFrame({ bytes, text: isUpgraded ? textOf(bytes) : "" });
      isUpgraded = true;
    }
  };
}

/** Null while the length has not come. */
function measureFrame(bytes: Buffer): number | null {
  const head = headSize(bytes);
  if (head === null || bytes.length < head) return null;
  if (head === 2) return head + ((bytes[1] ?? 0) & 0x7f);
  return head + (head === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)));
}

/** A server masks nothing, so the head is two bytes and the length that does not fit into them. */
function headSize(bytes: Buffer): number | null {
  const short = bytes[1];
  if (short === undefined) return null;
  const length = short & 0x7f;
  return length < 126 ? 2 : length === 126 ? 4 : 10;
}

function textOf(bytes: Buffer): string {
  const isText = ((bytes[0] ?? 0) & 0x0f) === textOpcode;
  return isText ? bytes.subarray(headSize(bytes) ?? 0).toString() : "";
}
