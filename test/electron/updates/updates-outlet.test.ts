import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NsisUpdater } from "electron-updater/out/NsisUpdater.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { UpdateNews } from "../../../shared/model/update.ts";
import { anActiveCall, anIncomingCall } from "../../builders/a-call.ts";
import { makeCertificate } from "../../testbed/certificate.ts";
import { makeSigningKey, offerVersion, startUpdateServer, type UpdateServer } from "../../updates/update-server.ts";
import { useOwnFolder } from "../own-folder.ts";
import { type Desk, openUpdatingDesk } from "./updating-desk.ts";

const minuteMs = 60_000;
const certificate = makeCertificate("127.0.0.1");
const key = makeSigningKey();
const folder = useOwnFolder("updates");
const poll = { timeout: 20_000, interval: 5 };
const file = "Tandem-0.2.0.AppImage";

let server: UpdateServer;
beforeAll(async () => {
  server = await startUpdateServer(certificate);
});
afterAll(() => server.stop());
beforeEach(() => {
  writeFileSync(image(), "the old one");
  vi.stubEnv("APPIMAGE", image());
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const path of [`all/${file}`, "all/latest-linux.yml"]) server.misbehave(path, null);
});

const image = () => folder.inside("Tandem.AppImage");
const started = () => folder.inside("started");
const program = () => `#!/bin/sh\necho "$APPDIR" > ${started()}\n`;
/** What of a download is there, half or whole. */
const waiting = () => {
  const pending = folder.inside("tandem-updater/pending");
  return existsSync(pending) ? readdirSync(pending) : [];
};

const openDesk = (desk?: Desk) =>
  openUpdatingDesk({ folder, url: server.url, authority: certificate.certificatePem, started }, desk);

const step = (news: UpdateNews | null) => news?.newer?.step;
const trouble = (news: UpdateNews | null) => news?.trouble;
const offerGood = (more: object = {}) =>
  offerVersion(server, { version: "0.2.0", file, content: program(), key, ...more });

describe("a newer version on the server", () => {
  test("is fetched once, kept, and in its time put in the place of the old one and started", async () => {
    const desk = openDesk({ updates: { publicKey: key.publicKey } });
    offerGood();
    const before = server.asked.length;
    desk.start();
    await desk.until(step, "ready");
    expect(server.asked.slice(before)).toEqual(["all/latest-linux.yml", "all/latest-linux.yml.sig", `all/${file}`]);
    expect(readFileSync(image(), "utf8")).toBe("the old one");
    await desk.untilGone();
    expect(readFileSync(image(), "utf8")).toBe(program());
    expect(statSync(image()).mode & 0o777).toBe(0o755);
    expect(readdirSync(folder.path()).toSorted()).toEqual(["Tandem.AppImage", "started", "tandem-updater"]);
  });

  test("is put in place and not started when a person quits, and nothing is fetched again after a restart before it", async () => {
    const shifts = ["00:00-00:00"];
    offerGood();
    const first = openDesk({ updates: { shifts } });
    first.start();
    await first.until(step, "ready");
    await first.outlet.stop();
    const before = server.asked.length;
    const desk = openDesk({ updates: { shifts } });
    desk.start();
    await desk.until(step, "ready");
    expect(server.asked.slice(before)).toEqual(["all/latest-linux.yml"]);
    expect(desk.outlet.isReady()).toBe(true);
    await desk.outlet.install(false);
    expect(readFileSync(image(), "utf8")).toBe(program());
    expect(existsSync(started())).toBe(false);
  });

  test.each(["0.1.0", "0.0.9"])("is none where it is %s", async (version) => {
    const desk = openDesk();
    offerGood({ version });
    desk.start();
    await desk.until((news) => news?.atLooked !== null && news?.newer, null);
    expect([waiting(), trouble(desk.news())]).toEqual([[], null]);
  });

  test("is told and not fetched where a package manager brings it", async () => {
    const desk = openDesk({ seat: { packageKind: "deb", mayInstall: false } });
    offerGood();
    const before = server.asked.length;
    desk.start();
    await desk.until(step, "reported");
    expect(server.asked.slice(before)).toEqual(["all/latest-linux.yml"]);
  });

  test("is looked for in the folder of the seat's ring", async () => {
    const desk = openDesk({ updates: { ring: "pilot" } });
    offerGood({ ring: "pilot", version: "0.3.0" });
    offerGood();
    desk.start();
    await desk.until((news) => news?.newer?.version, "0.3.0");
  });
});

test("what reads a manifest is loaded again where it could not be loaded once", async () => {
  offerGood();
  const desk = openDesk({ failedImports: 1 });
  desk.start();
  await desk.until(trouble, "failed");
  await desk.until(step, "ready");
});

describe("a version that is not what it should be", () => {
  const expectNothing = async (desk: ReturnType<typeof openDesk>, why: string) => {
    desk.start();
    await desk.until(trouble, why);
    expect(desk.news()?.newer).toBeNull();
    // What was fetched of it goes a moment after it was told.
    await expect.poll(waiting).toEqual([]);
    expect([readFileSync(image(), "utf8"), desk.outlet.isReady()]).toEqual(["the old one", false]);
    await desk.outlet.stop();
  };

  test("with another hash than was announced is not kept", async () => {
    offerGood({ sha512: `${"A".repeat(86)}==` });
    await expectNothing(openDesk(), "corrupt");
  });

  test("that breaks off at the half is not kept, and fetched anew from its beginning", async () => {
    offerGood();
    server.misbehave(`all/${file}`, "half");
    const desk = openDesk();
    await expectNothing(desk, "brokenOff");
    server.misbehave(`all/${file}`, null);
    desk.outlet.configure(null);
    desk.start();
    await desk.until(step, "ready");
    expect(waiting().toSorted()).toEqual([file, "update-info.json"]);
  });

  test("that is longer than was announced is not read to its end", async () => {
    offerGood();
    server.misbehave(`all/${file}`, "endless");
    await expectNothing(openDesk(), "corrupt");
    server.misbehave(`all/${file}`, { status: 302, to: "/elsewhere" });
    await expectNothing(openDesk(), "failing");
    server.misbehave(`all/${file}`, null);
  });

  test("that was changed while it lay ready is not installed, and fetched anew", async () => {
    offerGood();
    const desk = openDesk();
    desk.start();
    await desk.until(step, "ready");
    writeFileSync(join(folder.path(), "tandem-updater/pending", file), "#!/bin/sh\nexit 1\n");
    await desk.until(trouble, "corrupt");
    expect([desk.deeds, readFileSync(image(), "utf8")]).toEqual([[], "the old one"]);
  });
});

test("a version that cannot be put in its place leaves the old one whole, and has it started again", async () => {
  offerGood();
  mkdirSync(`${image()}.new`);
  const desk = openDesk();
  desk.start();
  await desk.until(step, "ready");
  await desk.untilGone("relaunch");
  expect(readFileSync(image(), "utf8")).toBe("the old one");
  expect(existsSync(started())).toBe(false);
});

describe("a manifest that is not believed", () => {
  const demand = { updates: { publicKey: key.publicKey } };
  const expectTrouble = async (desk: ReturnType<typeof openDesk>, why: string) => {
    const before = server.asked.length;
    desk.start();
    await desk.until(trouble, why);
    expect(desk.news()?.newer).toBeNull();
    expect(server.asked.slice(before)).not.toContain(`all/${file}`);
    await desk.outlet.stop();
  };

  test("has no signature where the policy demands one, or another key's, or one over other bytes", async () => {
    offerGood({ key: null });
    await expectTrouble(openDesk(demand), "unsigned");
    offerGood({ key: makeSigningKey() });
    await expectTrouble(openDesk(demand), "badSignature");
    const signed = offerGood();
    server.put("all/latest-linux.yml", signed.replace("version: 0.2.0", "version: 0.3.0"));
    await expectTrouble(openDesk(demand), "badSignature");
    server.put("all/latest-linux.yml", `${signed} `);
    await expectTrouble(openDesk(demand), "badSignature");
  });

  test("is too slow, too big, elsewhere, half, or no manifest", async () => {
    const manifest = "all/latest-linux.yml";
    offerGood();
    for (const [how, why] of [
      ["silent", "tooSlow"],
      ["drips", "tooSlow"],
      ["endless", "tooBig"],
      ["half", "brokenOff"],
      [{ status: 302, to: "/elsewhere" }, "failing"],
      [{ status: 503 }, "failing"],
      [{ status: 404 }, "notFound"],
    ] as const) {
      server.misbehave(manifest, how);
      await expectTrouble(openDesk({ patienceMs: 300 }), why);
      server.misbehave(manifest, null);
    }
    for (const text of ["", "sorry", "version: 1", "version: 0.2.0-beta.1\nfiles: []", "a: &a [*a]", "\u0000: ["]) {
      server.put(manifest, text);
      await expectTrouble(openDesk(), "notAManifest");
    }
    offerGood({ file: "https://elsewhere.example.com/Tandem-0.2.0.AppImage" });
    await expectTrouble(openDesk(), "elsewhere");
  });

  test("comes from a server whose certificate nobody vouches for, and that is asked nothing", async () => {
    offerGood();
    const before = server.asked.length;
    const desk = openDesk({ trusted: makeCertificate("127.0.0.1").certificatePem });
    desk.start();
    await desk.until(trouble, "untrusted");
    expect(server.asked.length).toBe(before);
  });

  test("cannot be asked for, which is tried again like any other trouble", async () => {
    const desk = openDesk({ updates: { url: "https://127.0.0.1:99999/" } });
    desk.start();
    await desk.until(trouble, "failed");
    expect(desk.log.lines.filter((line) => line.startsWith("error look failed"))).toHaveLength(1);
  });

  test("comes from nowhere", async () => {
    const desk = openDesk({ updates: { url: "https://127.0.0.1:9/" } });
    desk.start();
    await desk.until(trouble, "unreachable");
  });
});

describe("a version that is ready while the phone is in use (E12)", () => {
  test.each([
    ["a call", { calls: [anActiveCall()] }],
    ["a ring", { calls: [anIncomingCall()] }],
    [
      "the work after a call",
      {
        wrapUp: {
          reasons: [],
          now: {
            callId: anActiveCall().id,
            atSince: 1,
            atUntil: 2,
            mayExtend: false,
            isReasonMissing: false,
            waiting: [],
            queueIds: [],
          },
        },
      },
    ],
    ["an engine that is gone", { engine: { state: "lost" as const } }],
  ])("waits for %s to end, however long it takes", async (_what, busy) => {
    offerGood();
    const desk = openDesk();
    desk.start();
    await desk.until(step, "ready");
    desk.phone(busy);
    for (let hour = 0; hour < 3; hour += 1) {
      desk.clock.advance(60 * minuteMs);
      await expect.poll(() => desk.news()?.atLooked, poll).toBeGreaterThan(desk.clock.wallNow() - 70 * minuteMs);
    }
    expect([desk.deeds, desk.outlet.isReady(), step(desk.news())]).toEqual([[], false, "ready"]);
    desk.phone({});
    await desk.untilGone();
  });

  test("stays where a call comes between the decision and the engine's word", async () => {
    offerGood();
    const desk = openDesk();
    desk.callInLastMoment(true);
    desk.start();
    await desk.until((news) => news?.newer?.step, "installing");
    await desk.until(step, "ready");
    expect([desk.deeds, readFileSync(image(), "utf8")]).toEqual([[], "the old one"]);
    desk.callInLastMoment(false);
    await desk.untilGone();
  });
});

test("on Windows the installer is started silently, with the word to start Tandem after it", async () => {
  const ran: (readonly string[])[] = [];
  class QuietNsisUpdater extends NsisUpdater {
    override spawnLog(program: string, args: string[] = []): Promise<boolean> {
      ran.push([program, ...args]);
      return Promise.resolve(true);
    }
  }
  offerVersion(server, { version: "0.2.0", file: "Tandem-Setup-0.2.0.exe", content: "MZ" });
  const desk = openDesk({ seat: { packageKind: "nsis" }, make: (_kind, app) => new QuietNsisUpdater(null, app) });
  desk.start();
  await desk.until(step, "ready");
  await desk.untilGone();
  const installer = folder.inside("tandem-updater/pending/Tandem-Setup-0.2.0.exe");
  expect(ran).toEqual([[installer, "--updated", "/S", "--force-run"]]);
});
