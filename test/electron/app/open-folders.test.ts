/** Folders that cannot be written, for real: a tiny disk, one that is mounted for reading alone, and a file in the way. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openFolders } from "../../../electron/app/open-folders.ts";
import type { Folders } from "../../../electron/app/folders.ts";
import { useOwnFolder } from "../own-folder.ts";

const folder = useOwnFolder("folders");
const own = `tandem-${process.getuid?.() ?? "here"}`;
const inside = (data: string): Folders => ({ data, logs: join(data, "logs") });

function makeRefuge(): string {
  const refuge = folder.inside("refuge");
  mkdirSync(refuge, { recursive: true });
  return refuge;
}

/** A file system in memory, gone with the test. */
function mountTiny(size: string): string {
  const at = folder.inside("disk");
  mkdirSync(at);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", at]);
  folder.stopAfterwards(() => void execFileSync("umount", [at]));
  return at;
}

const isRoot = process.platform === "linux" && process.getuid?.() === 0;

describe("folders that are opened", () => {
  test("are made for their owner alone, and hold nothing yet", () => {
    const wanted = inside(folder.inside("new"));
    expect(openFolders(wanted, [makeRefuge()])).toEqual({ ...wanted, trouble: null });
    expect(statSync(wanted.data).mode & 0o077).toBe(0);
  });

  test("keep the logs beside the rest where those may not be written", () => {
    writeFileSync(folder.inside("state"), "");
    const data = folder.inside("new");
    expect(openFolders({ data, logs: folder.inside("state/logs") }, [])).toEqual({ ...inside(data), trouble: null });
  });

  test("are another one for this run where a file is in the way", () => {
    writeFileSync(folder.inside("home"), "");
    const refuge = makeRefuge();
    expect(openFolders(inside(folder.inside("home/Tandem")), [refuge])).toEqual({
      ...inside(join(refuge, own)),
      trouble: "failed",
    });
  });

  test("never are somebody else's, nor a link, nor open to others", () => {
    writeFileSync(folder.inside("home"), "");
    const [linked, open] = [folder.inside("linked"), folder.inside("open")];
    for (const refuge of [linked, open, folder.inside("target")]) mkdirSync(refuge);
    symlinkSync(folder.inside("target"), join(linked, own));
    mkdirSync(join(open, own));
    chmodSync(join(open, own), 0o755);
    const good = makeRefuge();
    expect(openFolders(inside(folder.inside("home/Tandem")), [linked, open, good]).data).toBe(join(good, own));
  });

  test.runIf(isRoot)("are another one on a disk that is full, with the settings of before", () => {
    const data = join(mountTiny("64k"), "Tandem");
    mkdirSync(data);
    writeFileSync(join(data, "settings.json"), '{"version":5}');
    const refuge = makeRefuge();
    mkdirSync(join(refuge, own), { mode: 0o700 });
    writeFileSync(join(refuge, own, "settings.json"), "of an earlier run");
    expect(openFolders(inside(data), [refuge])).toEqual({ ...inside(join(refuge, own)), trouble: "full" });
    expect(readFileSync(join(refuge, own, "settings.json"), "utf8")).toBe('{"version":5}');
  });

  test.runIf(isRoot)("are another one in a home that may only be read", () => {
    const disk = mountTiny("8m");
    execFileSync("mount", ["-o", "remount,ro", disk]);
    const refuge = makeRefuge();
    const opened = openFolders(inside(join(disk, "Tandem")), [refuge]);
    expect(opened).toEqual({ ...inside(join(refuge, own)), trouble: "readOnly" });
  });
});
