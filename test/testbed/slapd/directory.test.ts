/** The directory's line against a real slapd: who is found, and a server that is slow, gone, or knows us not. */
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { DirectoryPolicy } from "../../../shared/model/directory-policy.ts";
import { systemClock as clock } from "../../../electron/app/system-clock.ts";
import { createDirectory, type DirectoryAnswer } from "../../../electron/people/directory/directory.ts";
import { createFakeLog } from "../../electron/fake-log.ts";
import { describeWithParts } from "../describe-with-asterisk.ts";
import { bindDn, bindPassword, suffix } from "./entries.ts";
import { startSlapd, type Slapd } from "./start-slapd.ts";

describeWithParts(
  "a real directory",
  () => {
    let slapd: Slapd;
    beforeAll(async () => {
      slapd = await startSlapd();
    });
    afterAll(() => slapd?.stop());

    function open(over: Partial<DirectoryPolicy> = {}, { now }: Pick<typeof clock, "now"> = clock) {
      const policy = DirectoryPolicy.parse({ urls: [slapd.url], base: suffix, ...over });
      const log = createFakeLog();
      const directory = createDirectory({
        policy,
        clock: { ...clock, now },
        log,
        trust: { ca: slapd.certificatePem },
      });
      onTestFinished(directory.stop);
      return { directory, log };
    }
    const namesOf = (answer: DirectoryAnswer) =>
      answer.kind === "away" ? "away" : answer.people.map(({ name }) => name);

    it("finds 田中 by one letter, a piece of a number, and two words in any order", async () => {
      const { directory } = open();
      const tanaka = ["田中 由紀"];
      expect([
        namesOf(await directory.find("田")),
        namesOf(await directory.find("12345678")),
        namesOf(await directory.find("由紀 東京")),
        namesOf(await directory.find("GROß")),
      ]).toEqual([tanaka, tanaka, tanaka, ["Änne Groß (Einkauf)"]]);
    });

    it("tells company and numbers with their kind, and leaves out whom nobody can call", async () => {
      const { directory } = open();
      expect(await directory.find("田中")).toEqual({
        kind: "found",
        hasMore: false,
        people: [
          {
            from: "directory",
            id: `uid=tanaka,ou=people,${suffix}`,
            name: "田中 由紀",
            company: "株式会社東京",
            numbers: [
              { kind: "work", number: "+81 3 1234 5678" },
              { kind: "mobile", number: "090-1111-2222" },
            ],
            note: "",
          },
        ],
      });
      expect(namesOf(await directory.find("Somebody"))).toEqual([]);
    });

    it("takes what would be a filter for what it is, and stays on its feet", async () => {
      const { directory } = open();
      expect([
        namesOf(await directory.find("*)(objectClass=*")),
        namesOf(await directory.find("(Einkauf)")),
        namesOf(await directory.find("\\2a")),
      ]).toEqual([[], ["Änne Groß (Einkauf)"], []]);
    });

    it("stops at as many as the policy says, and says that there are more", async () => {
      const answer = await open({ mostEntries: 5 }).directory.find("crowd");
      expect(answer).toMatchObject({ kind: "found", hasMore: true, people: { length: 5 } });
    });

    it("finds a caller by any spelling of the number", async () => {
      const { directory } = open();
      expect(namesOf(await directory.findNumber(["0312345678", "+81312345678"]))).toEqual(["田中 由紀"]);
      expect(namesOf(await directory.findNumber(["999"]))).toEqual([]);
    });

    it("finds a caller whose number was typed with brackets and dots, where the directory compares texts", async () => {
      const asTexts = (numberFilter: string) =>
        open({ numberFilter }).directory.findNumber(["030 1234567", "+49301234567"]).then(namesOf);
      expect([await asTexts("(roomNumber={number})"), await asTexts("(roomNumber=*{digits})")]).toEqual([
        [],
        ["Änne Groß (Einkauf)"],
      ]);
    });

    it("does not follow a referral, and answers as if it were not there", async () => {
      const { directory, log } = open();
      expect(namesOf(await directory.find("田中"))).toEqual(["田中 由紀"]);
      expect(log.lines).toEqual([]);
    });

    it("is asked over TLS with a name and a password", async () => {
      const { directory } = open({ urls: [slapd.secureUrl], bindDn, password: bindPassword });
      expect(namesOf(await directory.find("田中"))).toEqual(["田中 由紀"]);
    });

    it("that refuses the password is asked no more for a quarter of an hour, so that no account is locked", async () => {
      let sinceMs = 0;
      const { directory, log } = open({ bindDn, password: "wrong" }, { now: () => clock.now() + sinceMs });
      const refusals = () => log.lines.filter((line) => line.includes("refused bindDn or password")).length;
      expect(await Promise.all(["田中", "crowd"].map(async (text) => namesOf(await directory.find(text))))).toEqual([
        "away",
        "away",
      ]);
      const first = refusals();
      sinceMs = 14 * 60_000;
      expect([namesOf(await directory.find("田中")), refusals()]).toEqual(["away", first]);
      sinceMs = 16 * 60_000;
      expect([namesOf(await directory.find("田中")), refusals()]).toEqual(["away", first + 1]);
      expect(log.lines.join("\n")).not.toContain("wrong");
    });

    it("answers every question that comes while its line is being opened, over that one line", async () => {
      const { directory, log } = open();
      const asked = ["田中", "crowd", "Groß"].map((text) => directory.find(text));
      expect((await Promise.all(asked)).map((answer) => namesOf(answer).length)).toEqual([1, 20, 1]);
      expect(log.lines).toEqual([]);
    });

    it("is away over TLS for a certificate that nobody trusts", async () => {
      const policy = DirectoryPolicy.parse({ urls: [slapd.secureUrl], base: suffix });
      const directory = createDirectory({ policy, clock, log: createFakeLog() });
      onTestFinished(directory.stop);
      expect(namesOf(await directory.find("田中"))).toBe("away");
    });

    it("is the next one when the first is gone", async () => {
      const { directory } = open({ urls: ["ldap://127.0.0.1:1", slapd.url] });
      expect(namesOf(await directory.find("田中"))).toEqual(["田中 由紀"]);
    });

    it("that answers nothing is away in time, left alone for a while, and back by itself", async () => {
      const { directory } = open({ timeoutMs: 300 });
      await directory.find("田中");
      slapd.freeze();
      const at = performance.now();
      try {
        expect(namesOf(await directory.find("田中"))).toBe("away");
        expect(performance.now() - at).toBeLessThan(900);
        const again = performance.now();
        expect(namesOf(await directory.find("田中"))).toBe("away");
        expect(performance.now() - again).toBeLessThan(50);
      } finally {
        slapd.thaw();
      }
      await expect.poll(async () => namesOf(await directory.find("田中")), { timeout: 10_000 }).toEqual(["田中 由紀"]);
    });
  },
  "slapd",
);
