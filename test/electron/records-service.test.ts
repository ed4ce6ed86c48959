/** Whoever used this computer leaves it: of calls, contacts and what was set aside nothing stays, and the next one is served. */
import { readdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RecordsAnswer, RecordsAsk, RecordsReport } from "../../shared/contract/records-wire.ts";
import { ContactId } from "../../shared/model/contact.ts";
import { startRecordsService } from "../../electron/records-service.ts";
import { aPastCall } from "../builders/a-past-call.ts";
import { createFakeMainClock } from "./fake-main-clock.ts";
import { useOwnFolder } from "./own-folder.ts";

const own = useOwnFolder("records");

function start() {
  const reports: RecordsReport[] = [];
  const service = startRecordsService({
    folder: own.path(),
    clock: createFakeMainClock(),
    post: (report) => void reports.push(report),
    leave: () => undefined,
  });
  own.stopAfterwards(() => service.receive({ type: "stop" }));
  let lastId = 0;
  const ask = (question: RecordsAsk): RecordsAnswer | undefined => {
    lastId += 1;
    service.receive({ type: "ask", id: lastId, ask: question });
    return reports.flatMap((one) => (one.type === "answer" && one.id === lastId ? [one.answer] : [])).at(-1);
  };
  return { ask, reports };
}

const contact = { name: "Tanaka Yuki", company: "", numbers: [{ kind: "work" as const, number: "1002" }], note: "" };

describe("erasing everything", () => {
  test("leaves neither a call nor a contact, nor a file that was set aside, and keeps what comes after", () => {
    const { ask, reports } = start();
    writeFileSync(own.inside("history-damaged-2026-01-01.db"), "x");
    ask({ type: "put", call: aPastCall({}, { id: "one" }) });
    ask({ type: "saveContact", id: ContactId.parse("11111111-1111-4111-8111-111111111111"), contact });
    expect(ask({ type: "eraseAll" })).toEqual({ type: "done" });
    expect(ask({ type: "newest", limit: 5 })).toMatchObject({ newest: { calls: [] }, missed: 0 });
    expect(ask({ type: "findPeople", text: "", after: null, limit: 5 })).toMatchObject({ found: { people: [] } });
    expect(ask({ type: "nameNumber", number: "1002" })).toEqual({ type: "named", known: null });
    expect(readdirSync(own.path()).filter((name) => name.includes("damaged"))).toEqual([]);
    expect(reports.filter(({ type }) => type === "opened")).toHaveLength(2);
    ask({ type: "put", call: aPastCall({}, { id: "two" }) });
    expect(ask({ type: "newest", limit: 5 })).toMatchObject({ newest: { calls: [{ id: "two" }] } });
  });

  test("twice is erasing once, as whoever asks again after a death of the process needs it", () => {
    const { ask } = start();
    expect([ask({ type: "eraseAll" }), ask({ type: "eraseAll" })]).toEqual([{ type: "done" }, { type: "done" }]);
  });
});
