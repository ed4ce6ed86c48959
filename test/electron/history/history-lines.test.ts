/** The history for other programs: nothing a caller chose is ever worked out by a spreadsheet. */
import { expect, test } from "vitest";
import { toFileLines } from "../../../electron/history/history-lines.ts";
import { anAttempt } from "../../builders/a-call.ts";
import { aPastCall } from "../../builders/a-past-call.ts";
import { atFixture } from "../../builders/a-server.ts";

const about = { at: atFixture, servers: { main: "Main", backup: "Backup" } };
const csv = toFileLines("csv", about);
const named = (name: string) => csv.toLine(aPastCall({}, { remote: { number: "110", name } }), true);

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])("a name that begins %j is made text", (name) => {
  expect(named(name)).toContain(`,"'${name}",`);
});

test("a name in the middle of which such a sign stands stays as it is, quotes are doubled, lines are kept", () => {
  expect(named('A=1 "B",\nC')).toContain(',"A=1 ""B"",\nC",');
});

test("a line says everything of a call, with the servers by name, and its head says what", () => {
  const call = aPastCall(
    { code: 200 },
    {
      serverId: "backup",
      remote: { number: "0312345678", name: "田中" },
      queue: "Sales",
      note: "March invoice",
      wrapUp: { id: "complaint", name: "Complaint" },
      quality: { mos: 4.2, lossPct: 0, jitterMs: 4, rttMs: 24 },
      worstMos: 3.1,
      attempts: [
        anAttempt({ outcome: "carriedOver", why: "noResponse" }),
        anAttempt({ serverId: "backup", outcome: "answered" }),
      ],
    },
  );
  const iso = (at: number) => new Date(at).toISOString();
  expect(csv.first).toBe(
    '\ufeff"started","answered","ended","direction","number","name","server","servers","outcome","endedBy","code","talkedSeconds","mos","worstMos","note","wrapUp","queue","id","goesOnWith"\r\n',
  );
  expect(csv.toLine(call, true)).toBe(
    `"${iso(call.atStarted)}","${iso(call.atAnswered ?? 0)}","${iso(call.atEnded)}","outgoing","0312345678","田中","Backup","Main → Backup","hungUp","remote","200","151","4.2","3.1","March invoice","Complaint","Sales","call-1",""\r\n`,
  );
});

test("the JSON is one document with every call whole, none or several", () => {
  const { first, toLine, last } = toFileLines("json", about);
  const [one, two] = [aPastCall({}, { id: "one" }), aPastCall({}, { id: "two" })];
  expect(JSON.parse(first + last)).toEqual({ version: 1, ...about, calls: [] });
  expect(JSON.parse(first + toLine(one, true) + toLine(two, false) + last)).toEqual({
    version: 1,
    ...about,
    calls: [one, two],
  });
});
