import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hasMicrophone } from "../../../../scripts/demo/desk/has-microphone.ts";

test("a capture device or a sound server is a microphone; a loudspeaker is none", () => {
  const folder = mkdtempSync(join(tmpdir(), "tandem-sound-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [devices, runtime] = [join(folder, "snd"), join(folder, "runtime")];
  const look = () => hasMicrophone("linux", devices, runtime);
  const seen = [look()];
  mkdirSync(devices);
  writeFileSync(join(devices, "pcmC0D0p"), "");
  seen.push(look());
  writeFileSync(join(devices, "pcmC0D0c"), "");
  seen.push(look());
  rmSync(devices, { recursive: true });
  mkdirSync(join(runtime, "pulse"), { recursive: true });
  writeFileSync(join(runtime, "pulse/native"), "");
  seen.push(look(), hasMicrophone("darwin", devices, undefined), hasMicrophone("linux", devices, undefined));
  expect(seen).toEqual([false, false, true, true, true, false]);
});
