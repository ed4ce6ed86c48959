/** The log is kept as long as the rules let it, holds no number that is erased, and loses nothing beside. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLogging } from "../../../electron/logging/log.ts";
import { createLogRetention, type LogRetentionNeeds } from "../../../electron/logging/log-retention.ts";
import { createErasedNumbers } from "../../../shared/model/erased-numbers.ts";
import { policySections } from "../../../shared/model/policy-sections.ts";
import { atFakeStart, createFakeMainClock } from "../fake-main-clock.ts";
import { createFakeLog } from "../fake-log.ts";
import { useOwnFolder } from "../own-folder.ts";

const own = useOwnFolder("log-retention");
const dayMs = 86_400_000;
const japan = { code: "81", trunkPrefix: "0" };

const rules = (keepDays: number, eraseNumbers: readonly string[] = []) => ({
  log: policySections.log.parse({ keepDays }),
  history: policySections.history.parse({ eraseNumbers }),
  dialing: policySections.dialing.parse({ country: japan }),
});

/** Of an entry that was written so many days before the fake clock's start. */
function stampOf(ageDays: number): string {
  const at = new Date(atFakeStart - ageDays * dayMs);
  const two = (value: number, digits = 2) => String(value).padStart(digits, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${two(at.getMilliseconds(), 3)}`;
}

const entry = (ageDays: number, text: string) => `${stampOf(ageDays)} info engine: ${text}\n`;
const put = (name: string, ...lines: string[]) => writeFileSync(own.inside(name), lines.join(""));
const read = (name: string) => readFileSync(own.inside(name), "utf8");
const names = () => readdirSync(own.path()).toSorted();

function open(logging: LogRetentionNeeds["logging"] = silent()) {
  const clock = createFakeMainClock();
  const log = createFakeLog();
  const failures: string[] = [];
  const noteFailure = (error: unknown) => void failures.push(String(error));
  const retention = createLogRetention({ logging, clock, log, noteFailure });
  own.stopAfterwards(retention.stop);
  return { clock, log, failures, ...retention };
}

function silent(): LogRetentionNeeds["logging"] {
  return { path: own.inside("tandem.log"), rotations: () => 0, hideNumbers: () => undefined };
}

describe("the rules of the log", () => {
  test("erase what is older as they come, in every file, and a file of which nothing stays", async () => {
    put("tandem.2.log", entry(40, "forty"), "  and what belongs to it\n");
    put("tandem.1.log", "half a line\n", entry(31, "old"), "of the old\n", entry(29, "young"), "of the young\n");
    put("tandem.log", entry(1, "new"));
    put("notes.txt", entry(40, "another's"));
    const { configure, stop, log } = open();
    configure(rules(30));
    await stop();
    expect(names()).toEqual(["notes.txt", "tandem.1.log", "tandem.log"]);
    expect(read("tandem.1.log")).toBe(`${entry(29, "young")}of the young\n`);
    expect(read("tandem.log")).toBe(entry(1, "new"));
    expect(statSync(own.inside("tandem.1.log")).mode & 0o777).toBe(0o600);
    expect(log.lines).toEqual(["info 2 file(s) of the log were rewritten: what the rules do not let stay is gone"]);
  });

  test("erase nothing as long as there is no document", async () => {
    put("tandem.log", entry(4_000, "old"));
    const { configure, stop, clock } = open();
    configure(null);
    clock.advance(2 * dayMs);
    await stop();
    expect(read("tandem.log")).toBe(entry(4_000, "old"));
  });

  test("erase within the hour what has become too old, and at once when they change", async () => {
    put("tandem.log", entry(30, "a"), entry(20, "b"), entry(1, "c"));
    const { configure, forgetNumber, stop, clock } = open();
    configure(rules(31));
    await forgetNumber("110");
    expect(read("tandem.log")).toContain(" a\n");
    clock.advance(2 * dayMs);
    await expect.poll(() => read("tandem.log"), { timeout: 20_000 }).toBe(entry(20, "b") + entry(1, "c"));
    configure(rules(10));
    await stop();
    expect(read("tandem.log")).toBe(entry(1, "c"));
  });

  test("take a number out of every file when they come, with the name beside it, and leave the rest", async () => {
    const message = [
      "INVITE sip:0312345678@pbx SIP/2.0\r\n",
      'From: "Tanaka Yuki" <sip:+81312345678@pbx>\r\n',
      "CSeq: 1\r\n",
    ];
    put("tandem.4.log", entry(3, "dialling 03-1234-5678"), entry(3, "another"));
    put(
      "tandem.log",
      entry(2, message[0] ?? "").trimEnd() + "\r\n",
      ...message.slice(1),
      entry(1, "sip:0312345679@pbx"),
    );
    const { configure, stop } = open();
    configure(rules(30));
    configure(rules(30, ["0312345678"]));
    await stop();
    expect(read("tandem.4.log")).toBe(entry(3, "•••") + entry(3, "another"));
    expect(read("tandem.log")).toBe(
      `${entry(2, "•••").trimEnd()}\r\n•••\r\nCSeq: 1\r\n${entry(1, "sip:0312345679@pbx")}`,
    );
  });

  test("keep a number out of what is logged from then on", async () => {
    const logging = createLogging({ folder: own.path(), isVerbose: false });
    const { configure, stop } = open(logging);
    configure(rules(3_650, ["0312345678"]));
    logging.scope("test").info("INVITE sip:81312345678@pbx\nCSeq: 1");
    await stop();
    expect(read("tandem.log")).toMatch(/ info test: •••\nCSeq: 1\n$/u);
  });
});

describe("a log that is being written", () => {
  test("loses no line while it is looked through, and is followed by a new file only when it is full", async () => {
    const logging = createLogging({ folder: own.path(), isVerbose: false, largestBytes: 120_000 });
    const log = logging.scope("test");
    for (let line = 0; line < 900; line += 1)
      log.info(`before ${line} ${line % 3 === 0 ? `0312345678 ${"x".repeat(200)}` : "-"}`);
    let written = 0;
    const rotations = () => {
      log.info(`during ${written}`);
      written += 1;
      return logging.rotations();
    };
    await open({ ...logging, rotations }).forgetNumber("0312345678");
    expect(written).toBeGreaterThan(1);
    for (let line = 0; line < 100; line += 1) log.info(`after ${"x".repeat(500)}`);
    const lines = read("tandem.log").trimEnd().split("\n");
    const counted = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
    expect([counted(/ before /u), counted(/test: •••$/u), counted(/ during /u), counted(/ after /u)]).toEqual([
      600,
      300,
      written,
      100,
    ]);
    expect(names()).toEqual(["tandem.log"]);
  });

  test("that changes its names meanwhile is looked through anew", async () => {
    let rotations = 0;
    put("tandem.1.log", entry(2, "0312345678"));
    put("tandem.log", entry(1, "0312345678"));
    const { forgetNumber } = open({ ...silent(), rotations: () => (rotations += rotations < 3 ? 1 : 0) });
    await forgetNumber("0312345678");
    expect([read("tandem.1.log"), read("tandem.log")]).toEqual([entry(2, "•••"), entry(1, "•••")]);
  });

  test("keeps the end that a crash left half written, and takes away what a crash left beside it", async () => {
    put("tandem.log", entry(40, "old"), entry(1, "half"));
    appendFileSync(own.inside("tandem.log"), `${stampOf(1)} info eng`);
    put("tandem.1.log.new", entry(1, "0312345678"));
    const { configure, stop } = open();
    configure(rules(30));
    await stop();
    expect([read("tandem.log"), names()]).toEqual([`${entry(1, "half")}${stampOf(1)} info eng\n`, ["tandem.log"]]);
  });
});

describe("a file that cannot be rewritten", () => {
  test("is told and left whole; the others are erased, and it is tried again within the hour", async () => {
    put("tandem.1.log", entry(1, "0312345678"));
    put("tandem.log", entry(1, "0312345678"));
    mkdirSync(own.inside("tandem.1.log.new"));
    const { forgetNumber, configure, stop, clock, log, failures } = open();
    configure(rules(30));
    await forgetNumber("0312345678");
    expect([read("tandem.1.log"), read("tandem.log")]).toEqual([entry(1, "0312345678"), entry(1, "•••")]);
    expect(failures.length).toBeGreaterThan(0);
    expect(log.lines.filter((line) => line.startsWith("error "))).toContainEqual(
      expect.stringMatching(/tandem\.1\.log could not be rewritten: .*tried again within the hour\.$/u),
    );
    rmdirSync(own.inside("tandem.1.log.new"));
    clock.advance(3_600_000);
    await stop();
    expect(read("tandem.1.log")).toBe(entry(1, "•••"));
    expect(existsSync(own.inside("tandem.1.log.new"))).toBe(false);
  });
});

test("after an erasure no file of the log holds the number in any spelling, and every other line is as it was", async () => {
  const spelled = fc.constantFrom(
    "0312345678",
    "+81312345678",
    "%2B81312345678",
    "03-1234-5678",
    "(03) 1234 5678",
    "８１３１２３４５６７８",
  );
  const other = fc.constantFrom("0312345679", "4f1c: ringing", "answered 200.", "03-1234", "127.0.0.11:8089");
  const line = fc.tuple(fc.oneof(spelled, other), fc.boolean(), fc.nat(20));
  const erased = createErasedNumbers(["0312345678"], japan);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(line, { maxLength: 8 }), { minLength: 1, maxLength: 5 }), async (files) => {
      const all = files.map((lines) =>
        lines.map(([text, isStamped, age]) => (isStamped ? entry(age, `sip:${text}@pbx`) : `To: <${text}>\n`)),
      );
      const nameOf = (age: number) => (age === 0 ? "tandem.log" : `tandem.${age}.log`);
      all.forEach((lines, age) => put(nameOf(age), ...lines));
      const { configure, stop } = open();
      configure(rules(30, ["+81 3 1234 5678"]));
      await stop();
      all.forEach((lines, age) => {
        const expected = lines.map((one) => (erased.isIn(one.replace(/^\S+ \S+ info engine: /u, "")) ? null : one));
        const kept = existsSync(own.inside(nameOf(age))) ? read(nameOf(age)) : "";
        expect(kept.split("\n").some(erased.isIn)).toBe(false);
        expect(kept).not.toMatch(/312345678|1234[- ]5678|８１３/u);
        expect(kept.split(/(?<=\n)/u).filter((one) => one !== "" && !one.includes("•••"))).toEqual(
          expected.filter((one) => one !== null),
        );
      });
    }),
    { numRuns: 20 },
  );
});
