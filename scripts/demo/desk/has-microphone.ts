/** Whether this computer can record at all; on many a virtual machine nothing can, and every call would fail. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Linux: a capture device of ALSA, or the socket of a sound server. Elsewhere it is taken for granted. */
export function hasMicrophone(
  platform: NodeJS.Platform = process.platform,
  devices = "/dev/snd",
  runtime: string | undefined = process.env["XDG_RUNTIME_DIR"],
): boolean {
  if (platform !== "linux") return true;
  const sockets = runtime === undefined ? [] : [join(runtime, "pulse/native"), join(runtime, "pipewire-0")];
  if (sockets.some((path) => existsSync(path))) return true;
  return existsSync(devices) && readdirSync(devices).some((name) => /^pcmC\d+D\d+c$/.test(name));
}
