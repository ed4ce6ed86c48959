/** What is made of a list: documents that every Tandem takes, servers that are alike, and nothing that breaks out of its line. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toNameOfCaller } from "../../../electron/roster/asterisk/config-text.ts";
import { makeRoster, type MadeRoster } from "../../../electron/roster/make-roster.ts";
import { emptyState, type RosterState } from "../../../electron/roster/roster-state.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { toPhoneConfig } from "../../../shared/model/to-phone-config.ts";
import { aSite } from "../../builders/a-site.ts";
import { readAsteriskConfig } from "./read-asterisk-config.ts";
import { createSeededSecrets } from "./seeded-secrets.ts";

type Wanted = { readonly csv: string; readonly site?: object; readonly state?: RosterState; readonly seed?: number };

function make({ csv, site = aSite(), state = emptyState, seed = 1 }: Wanted) {
  return makeRoster({
    list: { name: "operators.csv", text: csv },
    site: { name: "site.json", text: JSON.stringify(site) },
    state,
    dice: createSeededSecrets(seed),
  });
}

function made(wanted: Wanted): MadeRoster {
  const answer = make(wanted);
  if (!answer.ok) throw new Error(answer.failure.join("\n"));
  return answer.value;
}

function fileOf(roster: MadeRoster, path: string): string {
  const text = roster.files.get(path);
  if (text === undefined) throw new Error(`no ${path}`);
  return text;
}

function documentOf(roster: MadeRoster, extension: string): PolicyDocument {
  return PolicyDocument.parse(JSON.parse(fileOf(roster, `documents/${extension}.json`)));
}

const office = [
  "extension,name,queues,number,supervisor",
  "1001,Anna,500,+81312345601,",
  "1002,Berta,500 501,,yes",
].join("\n");

/** RFC 4180. */
function toCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Whatever a list may hold, and most of all what means something to a file that is made of it. */
const anyName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 140 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          "[general]",
          "](operator",
          ";",
          ";--",
          "\\;",
          "\\",
          '"',
          "<1002>",
          "\n",
          "\r",
          "\u2028",
          "=",
          "=>",
          "#exec rm",
        ],
        ...[
          "${EXTEN}",
          "$[1]",
          ",",
          "|",
          "'; DROP TABLE subscriber; --",
          "タナカ",
          "أحمد",
          "\u202eanna",
          "\u0000",
          " ",
          "a",
        ],
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("")),
);

describe("a roster", () => {
  test("gives each operator a document with both servers, the own queues and codes, and a secret like no other", () => {
    const roster = made({ csv: office });
    const document = documentOf(roster, "1002");
    expect(document).toMatchObject({
      account: { user: "1002", displayName: "Berta" },
      servers: [
        { id: "main", role: "primary", url: "wss://pbx1.example.com:8089/ws" },
        { id: "backup", role: "backup", url: "wss://pbx2.example.com:8089/ws" },
      ],
      failover: { probeActiveMs: 2_000 },
      dialing: { emergency: ["110", "119"], outsidePrefix: "0" },
      voicemail: { number: "*97" },
      parkingSlots: ["701", "702"],
    });
    const { agent, parking } = toPhoneConfig(document);
    const both = (codes: object) => ({ main: codes, backup: codes });
    const sales = { login: "*45500", logout: "*46500", memberHint: "member-500-1002" };
    const support = { login: null, logout: null, memberHint: null };
    const pause = (id: string) => ({ pause: `*47${id}*{reason}`, unpause: `*48${id}`, pauseHint: `paused-${id}-1002` });
    expect(agent).toMatchObject({
      queues: [
        { id: "500", codes: both({ ...sales, ...pause("500") }) },
        { id: "501", codes: both({ ...support, ...pause("501") }) },
      ],
      callCodes: both({ pickUp: "**{extension}", listen: "*33{extension}", whisper: "*34{extension}" }),
      desk: both({ login: "*51{extension}", logout: "*52{extension}" }),
      dnd: both({ login: "*78", logout: "*79", memberHint: "dnd-1002" }),
    });
    expect(toPhoneConfig(document).queueHeader).toBe("X-Queue");
    expect(parking).toMatchObject({ codes: both({ park: "700", retrieve: "{slot}", hint: "{slot}" }) });
    expect(toPhoneConfig(documentOf(roster, "1001")).agent).toMatchObject({
      callCodes: both({ listen: null, whisper: null }),
    });
    const secrets = ["1001", "1002"].map((one) => documentOf(roster, one).account.password ?? "");
    expect(new Set(secrets).size).toBe(2);
    expect(secrets.every((secret) => /^[A-Za-z0-9_-]{32}$/u.test(secret))).toBe(true);
  });

  test("gives both servers the same secret, and no server a word that the other has not, but for its own names", () => {
    const roster = made({ csv: office });
    const secret = documentOf(roster, "1001").account.password;
    for (const file of ["pjsip.conf", "http.conf", "queues.conf", "voicemail.conf", "res_parking.conf"]) {
      const main = fileOf(roster, `asterisk/main/${file}`);
      const backup = fileOf(roster, `asterisk/backup/${file}`);
      expect(backup.replaceAll("pbx2", "pbx1").replaceAll("/backup.", "/main.")).toBe(main);
    }
    expect(fileOf(roster, "asterisk/backup/pjsip.conf")).toContain(`username = 1001\npassword = ${secret ?? ""}\n`);
  });

  test("rings on the primary and gives the call back; only the last backup's voicemail takes a provider's call", () => {
    const outside = (server: string) => {
      const context = readAsteriskConfig(fileOf(made({ csv: office }), `asterisk/${server}/extensions.conf`)).sections;
      return context.find(({ name }) => name === "call-from-outside")?.settings.map(([, step]) => step);
    };
    const ring = "_X.,1,Gosub(ring,s,1(${EXTEN}))";
    const busy = 'n,GotoIf($["${DIALSTATUS}" = "BUSY"]?busy)';
    expect(outside("main")).toEqual([
      ring,
      busy,
      'n,GotoIf($["${DIALSTATUS}" = "NOANSWER"]?unanswered)',
      "n,Hangup(34)",
      "n(busy),Hangup(17)",
      "n(unanswered),Hangup(19)",
    ]);
    expect(outside("backup")).toEqual([
      ring,
      busy,
      "n,VoiceMail(${EXTEN}@default,u)",
      "n,Hangup(16)",
      "n(busy),VoiceMail(${EXTEN}@default,b)",
      "n,Hangup(16)",
    ]);
  });

  test("asks servers of more than 1,000 seats less often, and gives every seat two sessions", () => {
    const list = (seats: number) =>
      ["extension,name", "1001,Anna", ...Array.from({ length: seats - 1 }, (_, at) => `${20_000 + at},Operator`)].join(
        "\n",
      );
    const told = [1_000, 1_001].map((seats) => {
      const roster = made({ csv: list(seats) });
      const sessions = /^sessionlimit = (\d+)$/mu.exec(fileOf(roster, "asterisk/main/http.conf"))?.[1];
      return [documentOf(roster, "1001").failover.probeActiveMs, Number(sessions)];
    });
    expect(told).toEqual([
      [2_000, 2_100],
      [5_000, 2_102],
    ]);
    const own = made({ csv: list(1_001), site: aSite({ failover: { probeActiveMs: 3_000 } }) });
    expect(documentOf(own, "1001").failover.probeActiveMs).toBe(3_000);
  });

  test("puts an HA1 in the place of the password where the site says so, for each realm its own", () => {
    const [primary, other] = (aSite() as { servers: object[] }).servers;
    const site = aSite({ secrets: "ha1", servers: [primary, { ...other, realm: "pbx2" }] });
    const roster = made({ csv: office, site });
    const secret = roster.state.operators["1001"]?.secret ?? "";
    const { account, servers } = documentOf(roster, "1001");
    expect([account.password, account.realm, servers[0]?.ha1, servers[1]?.realm]).toEqual([
      undefined,
      "asterisk",
      undefined,
      "pbx2",
    ]);
    expect(account.ha1).not.toBe(servers[1]?.ha1);
    expect(fileOf(roster, "asterisk/main/pjsip.conf")).toContain(
      `realm = asterisk\npassword_digest = MD5:${account.ha1 ?? ""}`,
    );
    expect(fileOf(roster, "asterisk/backup/pjsip.conf")).toContain(`password_digest = MD5:${servers[1]?.ha1 ?? ""}`);
    const shown = [...roster.files].filter(([, text]) => text.includes(secret)).map(([path]) => path);
    expect(shown).toEqual([]);
  });

  test("lets nobody take or hear the call of a longer number that begins alike", () => {
    const dialplan = fileOf(made({ csv: office }), "asterisk/main/extensions.conf");
    const meant = [...dialplan.matchAll(/(?:PickupChan|ChanSpy)\((\S+?),(?:p|qE?w?E?S?)\)/gu)].map(
      ([, channels]) => channels,
    );
    expect(meant).toEqual(["**", "*33", "*34"].map(({ length }) => `PJSIP/\${FILTER(0-9,\${EXTEN:${length}})}-`));
  });

  test("gives Kamailio the same accounts as digests, and takes those away that left", () => {
    const roster = made({ csv: office });
    const sql = fileOf(roster, "kamailio/backup/subscriber.sql").trim().split("\n");
    expect(sql.map((line) => line.replaceAll(/[0-9a-f]{32}/gu, "…"))).toEqual([
      "BEGIN;",
      "DELETE FROM subscriber WHERE domain = 'pbx2.example.com';",
      "INSERT INTO subscriber (username, domain, password, ha1, ha1b) VALUES ('1001', 'pbx2.example.com', '', '…', '…');",
      "INSERT INTO subscriber (username, domain, password, ha1, ha1b) VALUES ('1002', 'pbx2.example.com', '', '…', '…');",
      "COMMIT;",
    ]);
    expect(fileOf(roster, "kamailio/main/subscriber.csv")).toMatch(
      /^username,domain,ha1,ha1b\n1001,pbx1\.example\.com,[0-9a-f]{32},[0-9a-f]{32}\n/u,
    );
  });

  test.each([
    [{ servers: [] }, "site.json: servers: needs the primary and at least one backup. Correct this value."],
    [
      { failover: { probeActiveMs: 1 } },
      "site.json: failover.probeActiveMs: Too small: expected number to be >=500. Correct this value.",
    ],
    [
      { document: { wrapup: {} } },
      "site.json: document.wrapup: this key is not known. Remove it, or correct its spelling.",
    ],
    [
      { document: { account: {} } },
      "site.json: document: may not hold version, account, servers, failover, queues, queueHeader, pauseReasons, featureCodes, voicemail, parkingSlots: the roster writes them. Correct this value.",
    ],
    [{ trunk: [] }, "site.json: trunk: this key is not known. Remove it, or correct its spelling."],
    [
      { emergency: ["500"] },
      'site.json: queues[0].id: "500" is an emergency number already; every number must differ. Correct this value.',
    ],
    [
      { parking: { number: "700", slots: ["701", "703"] } },
      "site.json: parking.slots: must follow each other, such as 701, 702, 703. Correct this value.",
    ],
  ])("refuses a site file with %j in a sentence", (more, line) => {
    const answer = make({ csv: office, site: aSite(more) });
    expect(answer.ok ? [] : answer.failure).toContain(line);
  });

  test("never lets a name break out of its line: it is refused by its line, or every file means what it meant without it", () => {
    fc.assert(
      fc.property(fc.array(anyName, { minLength: 1, maxLength: 6 }), (names) => {
        const rows = names.map((name, at) => `${2_000 + at},${toCell(name)}`);
        const answer = make({ csv: ["extension,name", "1001,Anna", ...rows].join("\n") });
        if (!answer.ok) {
          expect(answer.failure.every((line) => /^operators\.csv: line \d+: name: /u.test(line))).toBe(true);
          return;
        }
        for (const server of ["main", "backup"]) {
          const pjsip = readAsteriskConfig(fileOf(answer.value, `asterisk/${server}/pjsip.conf`));
          const accounts = pjsip.sections.filter(({ parent }) => parent === "operator");
          const told = names.map((name, at) => [`${2_000 + at}`, `"${toNameOfCaller(name.trim())}" <${2_000 + at}>`]);
          const callers = accounts.map(({ name, settings }) => [
            name,
            settings.find(([key]) => key === "callerid")?.[1],
          ]);
          expect(callers).toEqual([["1001", '"Anna" <1001>'], ...told]);
          expect([pjsip.sections.length, pjsip.included]).toEqual([
            10 + 3 * (names.length + 1),
            ["#tryinclude pjsip-own.conf"],
          ]);
          const { sections } = readAsteriskConfig(fileOf(answer.value, `asterisk/${server}/voicemail.conf`));
          expect(sections.map(({ name, settings }) => [name, settings.length])).toEqual([
            ["general", 4],
            ["default", names.length + 1],
          ]);
          expect(sections[1]?.settings.every(([, box]) => box.split(",").length === 2)).toBe(true);
          const inserts = fileOf(answer.value, `kamailio/${server}/subscriber.sql`).match(/^INSERT .*\);$/gmu);
          expect(inserts?.length).toBe(names.length + 1);
        }
        names.forEach((name, at) => {
          expect(documentOf(answer.value, `${2_000 + at}`).account.displayName).toBe(name.trim());
        });
      }),
      { numRuns: 150 },
    );
  });

  test("is the same for the same list in whatever order, and every secret lasts as long as its operator is listed", () => {
    const extensions = fc.uniqueArray(fc.integer({ min: 1_001, max: 1_060 }), { minLength: 1, maxLength: 20 });
    const toCsv = (listed: readonly number[]) =>
      ["extension,name", ...listed.map((one) => `${one},Operator ${one}`)].join("\n");
    const site = aSite({ queues: [] });
    fc.assert(
      fc.property(extensions, extensions, fc.integer(), (first, second, seed) => {
        const before = made({ csv: toCsv(first), site, seed });
        const sorted = made({ csv: toCsv(first.toSorted((a, b) => b - a)), site, state: before.state, seed: seed + 1 });
        expect([sorted.files, sorted.state, sorted.joined, sorted.left]).toEqual([before.files, before.state, [], []]);
        const after = made({ csv: toCsv(second), site, state: before.state, seed: seed + 2 });
        const stayed = second.filter((one) => first.includes(one)).map(String);
        for (const one of stayed) expect(after.state.operators[one]).toEqual(before.state.operators[one]);
        expect(Object.keys(after.state.operators).toSorted()).toEqual(second.map(String).toSorted());
        expect(after.left.length).toBe(first.length - stayed.length);
        const gone = after.left.map((one) => one.slice(0, 4));
        const remains = [...after.files.values()].join("\n");
        for (const one of gone) expect(remains).not.toContain(before.state.operators[one]?.secret);
      }),
      { numRuns: 30 },
    );
  });
});
