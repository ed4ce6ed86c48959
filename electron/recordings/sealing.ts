/**
 * Sealing a recording to a public key as it is written: the computer that seals it cannot read it again. X25519 agrees on
 * a key that lives as long as the file is open (RFC 7748), HKDF-SHA-256 derives it, AES-256-GCM seals each frame.
 *
 *   magic (8) · ephemeral public key (32) · frames: length (4) · ciphertext (length) · tag (16)
 *
 * A frame's nonce is its number and whether it is the last, so that frames can be neither left out nor changed in order,
 * and a file that was cut short is told from a whole one.
 */
import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";

const magic = Buffer.from("TANDEMR1", "latin1");
const keyBytes = 32;
const lengthBytes = 4;
const tagBytes = 16;
const mostFrameBytes = 16 * 1024 * 1024;
/** RFC 8410 §4: what stands before the 32 octets of an X25519 key in DER. */
const spkiPrefix = Buffer.from("302a300506032b656e032100", "hex");

export type Sealer = {
  /** Goes before every frame. */
  readonly header: Buffer;
  readonly seal: (octets: Uint8Array, isLast?: boolean) => Buffer;
};

/** @param encryptTo base64 of the DER of an X25519 public key. */
export function createSealer(encryptTo: string): Sealer {
  const recipient = createPublicKey({ key: Buffer.from(encryptTo, "base64"), format: "der", type: "spki" });
  const ephemeral = generateKeyPairSync("x25519");
  const ours = toRaw(ephemeral.publicKey);
  const key = deriveKey(ephemeral.privateKey, recipient, ours, toRaw(recipient));
  let frames = 0;
  return {
    header: Buffer.concat([magic, ours]),
    seal(octets, isLast = false) {
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt32BE(octets.length);
      const cipher = createCipheriv("aes-256-gcm", key, toNonce(frames, isLast)).setAAD(length);
      frames += 1;
      return Buffer.concat([length, cipher.update(octets), cipher.final(), cipher.getAuthTag()]);
    },
  };
}

/** `notSealed`: no file of ours; `wrongKey`: not even its first frame opens; `damaged`: it does, and a later one does not. */
export type UnsealFailure = "notSealed" | "wrongKey" | "damaged";

/** `cutShort`: every frame that is there opens, and the last one is missing. */
export type UnsealEnd = { readonly end: "whole" | "cutShort" | UnsealFailure };

/**
 * Yields what was sealed, frame by frame, as far as it can be trusted.
 * @param read gives the next octets of the file, fewer or none at its end.
 */
export function* unseal(read: (bytes: number) => Buffer, privateKey: KeyObject): Generator<Buffer, UnsealEnd> {
  const head = read(magic.length + keyBytes);
  if (head.length < magic.length + keyBytes || !head.subarray(0, magic.length).equals(magic))
    return { end: "notSealed" };
  const ephemeral = head.subarray(magic.length);
  const theirs = createPublicKey({ key: Buffer.concat([spkiPrefix, ephemeral]), format: "der", type: "spki" });
  const key = deriveKey(privateKey, theirs, ephemeral, toRaw(createPublicKey(privateKey)));
  for (let frame = 0; ; frame += 1) {
    const length = read(lengthBytes);
    if (length.length < lengthBytes) return { end: "cutShort" };
    const bytes = length.readUInt32BE();
    if (bytes > mostFrameBytes) return { end: frame === 0 ? "wrongKey" : "damaged" };
    const sealedFrame = read(bytes + tagBytes);
    if (sealedFrame.length < bytes + tagBytes) return { end: "cutShort" };
    const isLast = [false, true].find((last) => openFrame(key, toNonce(frame, last), length, sealedFrame) !== null);
    if (isLast === undefined) return { end: frame === 0 ? "wrongKey" : "damaged" };
    yield openFrame(key, toNonce(frame, isLast), length, sealedFrame) ?? Buffer.alloc(0);
    if (isLast) return { end: read(1).length === 0 ? "whole" : "damaged" };
  }
}

/** @returns null where the frame is not what was sealed with this key and number. */
function openFrame(key: Buffer, nonce: Buffer, length: Buffer, sealedFrame: Buffer): Buffer | null {
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(length);
  decipher.setAuthTag(sealedFrame.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealedFrame.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    return null;
  }
}

function toNonce(frame: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(isLast ? 1 : 0, 3);
  nonce.writeBigUInt64BE(BigInt(frame), 4);
  return nonce;
}

function deriveKey(privateKey: KeyObject, publicKey: KeyObject, ephemeral: Buffer, recipient: Buffer): Buffer {
  const secret = diffieHellman({ privateKey, publicKey });
  const salt = Buffer.concat([ephemeral, recipient]);
  return Buffer.from(hkdfSync("sha256", secret, salt, "tandem recording 1", keyBytes));
}

function toRaw(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: "der", type: "spki" }).subarray(-keyBytes);
}
