/** `--diagnostics` on real servers, beside the Tandem of the same operator; and a phone whose computer is in its way. */
import { spawn, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { accountPassword } from "../testbed/accounts.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";
import { builtMain, driveApp, launchApp, toEnvironment, toPolicyText, type TandemApp } from "./launch-app.ts";
import { runToEnd } from "./run-to-end.ts";

const dayMs = 86_400_000;
const operator = "1003";
const register = join(import.meta.dirname, "../host/register.ts");

describeWithAsterisk(
  "--diagnostics",
  () => {
    let testbed: Testbed;
    let app: TandemApp;
    let folder: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "tandem-diagnostics-"));
      testbed = await startTestbed();
      app = await launchApp({ policy: testbed.policyDocument(operator), env: { DISPLAY: ":70" } });
      await bothReady(app);
    });
    afterAll(async () => {
      await app.close();
      await testbed.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const bothReady = (one: TandemApp) => one.until("both are ready", ({ reachability }) => reachability === "all");

    function look(changes: object, file: string | null = null) {
      const policy = join(folder, "policy.json");
      writeFileSync(policy, JSON.stringify({ ...testbed.policyDocument(operator), ...changes }));
      const flag = file === null ? "--diagnostics" : `--diagnostics=${file}`;
      return runToEnd(["--headless", flag, `--policy=${policy}`, `--user-data-dir=${app.userDataDir}`]);
    }

    const lineOf = (report: string, server: string, step: string) =>
      new RegExp(`^${server} \\(.*?^ {2}(${step} .*?)$(?:\\n {4}(.*?)$)?`, "msu").exec(report)?.slice(1) ?? [];

    it("finds both servers well with sound both ways, and the Tandem that runs keeps its place and its files", async () => {
      const contacts = () => Promise.all([testbed.main.contacts(operator), testbed.backup.contacts(operator)]);
      const before = await contacts();
      const { seq: _seq, at: _at, ...snapshot } = await app.snapshot();
      const { code, stdout } = await look({ dialing: { testNumber: "600" } }, join(folder, "out.json"));
      expect([code, stdout]).toEqual([0, expect.stringMatching(/: 20 ok, 0 warning, 0 failed, 0 not tried\.\n$/u)]);
      for (const server of ["Main", "Backup"]) {
        expect(lineOf(stdout, server, "REGISTER")[0]).toContain(`${operator} is known and signed in at 1 place`);
        expect(lineOf(stdout, server, "Test call")[0]).toContain("sound came back");
        expect(lineOf(stdout, server, "TLS")[0]).toContain("trusted by its pin");
      }
      expect(await contacts()).toEqual(before);
      const { servers } = await app.snapshot();
      const states = (list: typeof servers) => list.map(({ state, atSince }) => [state, atSince]);
      expect(states(servers)).toEqual(states(snapshot.servers));
    });

    it("puts into its file what support asks for, and no secret, digest or key of the account", () => {
      const parts = JSON.parse(readFileSync(join(folder, "out.json"), "utf8")) as Record<string, string>;
      expect(Object.keys(parts)).toEqual([
        "report.txt",
        "diagnosis.json",
        "configuration.json",
        "versions.json",
        "incidents.json",
        "logs/tandem.log",
      ]);
      expect(parts["logs/tandem.log"]).toMatch(/> REGISTER sip:[^\n]*Authorization: •••/u);
      const token = (JSON.parse(readFileSync(join(app.userDataDir, "local-api.json"), "utf8")) as { token: string })
        .token;
      for (const text of Object.values(parts)) {
        for (const secret of [accountPassword, token]) expect(text).not.toContain(secret);
        expect(text).not.toMatch(
          /Digest username|\b(?:nonce|cnonce|response)="?[\w/+=-]{6}|ice-pwd:(?!\[redacted\]|•••)/iu,
        );
      }
    });

    it("draws the messages in its file as a ladder, and none of them is lost", async () => {
      const { code, stdout } = await runToEnd(["--headless", `--ladder=${join(folder, "out.json")}`]);
      expect([code, stdout.match(/^== .*$/gmu)]).toEqual([
        0,
        expect.arrayContaining(
          ["main", "backup"].map((id) =>
            expect.stringMatching(new RegExp(`Registration of ${operator} at ${id}: at last 200 OK$`, "u")),
          ),
        ),
      ]);
      expect(stdout).toMatch(/^[\d:.]{12} +\d+ {2}\|<-+\+--- 401 Unauthorized -+\| {2}\d+ REGISTER /mu);
      expect(stdout).not.toContain("could not be read");
      expect(stdout).not.toContain("no request");
    });

    it("tells of a wrong password after one try at each server, and calls nobody", async () => {
      const failures = (log: string) =>
        log.match(/SecurityEvent="(?:InvalidPassword|ChallengeResponseFailed)"/gu)?.length ?? 0;
      const before = failures(testbed.main.securityLog());
      const account = { user: operator, displayName: "", password: "certainly wrong" };
      const { code, stdout } = await look({ account, dialing: { testNumber: "600" } });
      expect(code).toBe(1);
      for (const server of ["Main", "Backup"]) {
        expect(lineOf(stdout, server, "REGISTER")[1]).toMatch(
          /does not accept the password of 1003.*it was tried once\.$/u,
        );
        expect(lineOf(stdout, server, "OPTIONS")[0]).toContain("not tried");
        expect(lineOf(stdout, server, "Test call")[0]).toContain("not tried");
      }
      expect(stdout).not.toContain("certainly wrong");
      expect(failures(testbed.main.securityLog()) - before).toBe(1);
    });

    it("tells a server that is down from one that is well", async () => {
      await testbed.backup.crash();
      const { code, stdout } = await look({});
      expect(code).toBe(1);
      expect(lineOf(stdout, "Backup", "TCP")[1]).toMatch(/^Nothing listens at port \d+ of Backup.*start its PBX/u);
      expect(lineOf(stdout, "Main", "OPTIONS")[0]).toContain("200");
      expect(lineOf(stdout, "Main", "Test call")[0]).toContain("the document names no number for it");
    });

    it("tells of a certificate that has expired, and so does the running Tandem, in words", async () => {
      const atEnd = Math.floor((Date.now() - 2 * dayMs) / 1_000) * 1_000;
      testbed.backup.useCertificate(atEnd);
      await testbed.backup.start();
      const pinned = await look({});
      expect(pinned.code).toBe(0);
      expect(lineOf(pinned.stdout, "Backup", "TLS")[1]).toMatch(/has expired on .* only because its key is pinned/u);
      const { servers } = testbed.policyDocument(operator);
      const bare = await look({ servers: servers.map((server) => ({ ...server, pinnedSpki: [] })) });
      expect(bare.code).toBe(1);
      expect(lineOf(bare.stdout, "Backup", "TLS")[1]).toMatch(
        /The certificate of Backup has expired|nobody who vouches/u,
      );
      const { snapshot } = await app.until("it tells", ({ certificates }) => certificates.length > 0, 30_000);
      expect(snapshot.certificates).toEqual([{ servers: ["Backup"], host: testbed.backup.address, atEnd }]);
    });

    it("has nothing to look at without a configuration, says so, and ends with 4", async () => {
      const nowhere = join(folder, "nowhere.json");
      const { code, stdout } = await runToEnd([
        "--headless",
        "--diagnostics",
        `--policy=${nowhere}`,
        `--user-data-dir=${folder}/none`,
      ]);
      expect([code, stdout]).toEqual([
        4,
        expect.stringMatching(/nowhere\.json: the file is missing\.[^]*there was nothing to look at\.\n$/u),
      ]);
    });

    it("in another session of the same user a second start is told where the first one is, and that one stays at rest", async () => {
      const start = (DISPLAY: string) =>
        runToEnd(["--headless", "--dial=600", `--user-data-dir=${app.userDataDir}`], { DISPLAY });
      const { code, stderr } = await start(":71");
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/already runs for you in another session of this computer/u),
      ]);
      expect((await start(":70")).code).toBe(0);
    });

    it.runIf(process.getuid?.() === 0 && process.platform === "linux")(
      "a home that may only be read leaves a phone that is ready on both servers, and says that it keeps nothing",
      async () => {
        const home = join(folder, "home");
        const runtime = join(folder, "runtime");
        for (const one of [home, runtime]) mkdirSync(one);
        execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", home]);
        onTestFinished(() => void execFileSync("umount", [home]));
        execFileSync("mount", ["-o", "remount,ro", home]);
        const policy = join(folder, "of-reader.json");
        writeFileSync(policy, toPolicyText(testbed.policyDocument("1005")));
        const child = spawn(
          process.execPath,
          ["--import", register, builtMain, "--headless", `--user-data-dir=${home}/Tandem`, `--policy=${policy}`],
          { stdio: ["ignore", "pipe", "pipe"], env: toEnvironment({ env: { XDG_RUNTIME_DIR: runtime } }) },
        );
        const reader = await driveApp(child, join(runtime, `tandem-${process.getuid?.() ?? 0}`), false);
        try {
          const { snapshot } = await bothReady(reader);
          expect(snapshot.keeping).toEqual({ trouble: "readOnly", setAside: [] });
        } finally {
          await reader.close();
        }
      },
    );
  },
  "chromium",
);
