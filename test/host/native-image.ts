// Stands in for `nativeImage`: holds the bytes it was given and reads a PNG's size; it draws nothing.
import { existsSync, readFileSync } from "node:fs";
import type * as Electron from "electron";
import { guardMembers } from "./guard-members.ts";

const pngSignature = "89504e470d0a1a0a";

export class HostNativeImage implements Pick<
  Electron.NativeImage,
  | "isEmpty"
  | "getSize"
  | "getAspectRatio"
  | "toPNG"
  | "toDataURL"
  | "setTemplateImage"
  | "isTemplateImage"
  | "isMacTemplateImage"
> {
  readonly bytes: Buffer;
  readonly #wantedSize: { width?: number; height?: number };
  isMacTemplateImage = false;

  constructor(bytes: Buffer, wantedSize: { width?: number; height?: number } = {}) {
    this.bytes = bytes;
    this.#wantedSize = wantedSize;
    return guardMembers("NativeImage", this);
  }

  isEmpty(): boolean {
    return this.bytes.length === 0;
  }

  getSize(): Electron.Size {
    const isPng = this.bytes.length >= 24 && this.bytes.toString("hex", 0, 8) === pngSignature;
    const real = isPng
      ? { width: this.bytes.readUInt32BE(16), height: this.bytes.readUInt32BE(20) }
      : { width: 0, height: 0 };
    return { ...real, ...this.#wantedSize };
  }

  getAspectRatio(): number {
    const { width, height } = this.getSize();
    return height === 0 ? 1 : width / height;
  }

  /** The size is noted; the bytes stay what they were. */
  resize(options: Electron.ResizeOptions): HostNativeImage {
    const { width, height } = options;
    return new HostNativeImage(this.bytes, {
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
    });
  }

  addRepresentation(): void {
    // One representation is all a stand-in can hold.
  }

  toPNG(): Buffer {
    return this.bytes;
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.bytes.toString("base64")}`;
  }

  setTemplateImage(option: boolean): void {
    this.isMacTemplateImage = option;
  }

  isTemplateImage(): boolean {
    return this.isMacTemplateImage;
  }
}

export const nativeImage = guardMembers("nativeImage", {
  createEmpty: () => new HostNativeImage(Buffer.alloc(0)),
  createFromPath: (path: string) => new HostNativeImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (buffer: Buffer) => new HostNativeImage(buffer),
  createFromDataURL: (url: string) => new HostNativeImage(Buffer.from(url.slice(url.indexOf(",") + 1), "base64")),
});
