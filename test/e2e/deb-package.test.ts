/** The deb package on this computer, for real: installed, used for a call, upgraded, removed, purged, and gone. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cacheFolder } from "../../scripts/setup/cache-folder.ts";
import { withLock } from "../../scripts/setup/lock-file.ts";
import { runBuilder } from "../../scripts/packages/run-builder.ts";
import { makeStandInElectron } from "../../scripts/packages/stand-in-electron.ts";
import { describeWithParts } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { audibleEnergy, openEar, withEar } from "./hear-audio.ts";
import { driveApp, toEnvironment, toFlags } from "./launch-app.ts";

const root = join(import.meta.dirname, "../..");
const command = "/usr/bin/tandem";
const autostart = "/etc/xdg/autostart/app.tandem.phone.desktop";
const operator = "1010";

/** Every place where the package, its scripts or dpkg itself put something. */
const places = [
  "/opt",
  "/etc",
  "/usr/bin",
  "/usr/lib/udev",
  "/usr/share",
  "/var/lib/dpkg/info",
  "/var/lib/dpkg/alternatives",
];

describeWithParts(
  "The deb package",
  () => {
    let testbed: Testbed;
    let folder: string;
    let before: string[];
    const { promise: done, resolve: letOthers } = Promise.withResolvers<void>();

    beforeAll(async () => {
      await new Promise<void>((begin) => {
        const lock = join(cacheFolder(), "installed-package.lock");
        void withLock(lock, () => (begin(), done));
      });
      before = listTraces();
      expect(before).toEqual([]);
      folder = mkdtempSync(join(tmpdir(), "tandem-deb-"));
      const electron = join(folder, "electron");
      makeStandInElectron(root, electron, "linux");
      const [started] = await Promise.all([startTestbed(), build("1.0.0", electron), build("1.0.1", electron)]);
      testbed = started;
    });
    afterAll(async () => {
      try {
        // A Tandem that somebody uses here was there before, and stays.
        if (before.length === 0 && isKnown()) apt("purge", "tandem");
        rmSync(folder, { recursive: true, force: true });
        await testbed?.stop();
      } finally {
        letOthers();
      }
    });

    async function build(version: string, electron: string): Promise<void> {
      const out = join(folder, version);
      const built = await runBuilder({ root, system: "linux", targets: ["deb"], electron, out, version });
      expect(built).toMatchObject({ code: 0 });
      renameSync(join(out, `tandem_${version}_amd64.deb`), debOf(version));
      rmSync(out, { recursive: true });
    }
    const debOf = (version: string) => join(folder, `tandem-${version}.deb`);

    it("is installed by apt with its command, its links, its place in the session and its rules for headsets", () => {
      apt("install", debOf("1.0.0"));
      expect(realpathSync(command)).toBe("/opt/Tandem/tandem");
      expect(run("dpkg", "--verify", "tandem")).toBe("");
      expect(run("dpkg-query", "-W", "-f", "${Version} ${db:Status-Abbrev}", "tandem")).toBe("1.0.0 ii ");
      expect(run(command, "--version")).toMatch(/^(?:Tandem )?1\.0\.0\b/u);
      expect(readFileSync("/opt/Tandem/resources/package-type", "utf8")).toBe("deb");
      expect(readFileSync(autostart, "utf8")).toContain("Exec=/opt/Tandem/tandem --hidden\n");
      expect(existsSync("/usr/lib/udev/rules.d/70-tandem-headsets.rules")).toBe(true);
      const openers = readFileSync("/usr/share/applications/mimeinfo.cache", "utf8");
      for (const scheme of ["tel", "sip", "callto", "tandem"]) {
        expect(openers).toContain(`x-scheme-handler/${scheme}=app.tandem.phone.desktop;`);
      }
    });

    it("runs as installed: registered on both servers, and a call is heard both ways", async () => {
      const userDataDir = join(folder, "user");
      mkdirSync(userDataDir, { mode: 0o700 });
      const flags = toFlags(userDataDir, testbed.policyDocument(operator));
      const child = spawn(command, flags, { stdio: ["ignore", "pipe", "pipe"], env: toEnvironment({ env: withEar }) });
      const app = await driveApp(child, userDataDir, false);
      try {
        await app.until("both are ready", ({ reachability }) => reachability === "all");
        const callId = await app.dial("600");
        await app.until("the call is up", ({ calls }) =>
          calls.some(({ id, state }) => id === callId && state === "active"),
        );
        const ear = await openEar(app);
        await expect
          .poll(async () => (await ear.listen(500)).some(({ energyReceived: heard }) => heard > audibleEnergy))
          .toBe(true);
        ear.close();
        await app.command({ type: "call.hangUp", callId });
      } finally {
        expect(await app.close()).toBe(0);
      }
    });

    it("is upgraded in place, and leaves an autostart alone that the administrator took away", () => {
      rmSync(autostart);
      apt("install", debOf("1.0.1"));
      expect(run(command, "--version")).toMatch(/^(?:Tandem )?1\.0\.1\b/u);
      expect(realpathSync(command)).toBe("/opt/Tandem/tandem");
      expect(existsSync(autostart)).toBe(false);
    });

    it("removed leaves dpkg's memory of its configuration alone; purged leaves nothing", () => {
      apt("remove", "tandem");
      expect(listTraces().filter((path) => !path.startsWith("/var/lib/dpkg/info/"))).toEqual([]);
      apt("purge", "tandem");
      expect(listTraces()).toEqual([]);
      expect(isKnown()).toBe(false);
    });
  },
  "asterisk",
  "chromium",
  "packaging",
);

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
}

/** As an administrator does it without a question; what the package depends on is there (`npm run setup`). */
function apt(verb: "install" | "remove" | "purge", what: string): void {
  const quietly = ["-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"];
  const env = { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" };
  execFileSync("apt-get", [verb, ...quietly, "-o", "APT::Sandbox::User=root", what], { env, stdio: "pipe" });
}

function isKnown(): boolean {
  return spawnSync("dpkg-query", ["-W", "tandem"]).status === 0;
}

/** What on this computer has Tandem in its name, in the places where the package has to do. */
function listTraces(): string[] {
  const found = spawnSync("find", [...places, "-xdev", "-iname", "*tandem*"], { encoding: "utf8" });
  return found.stdout.split("\n").filter((line) => line !== "");
}
