/** The outlet of people, on the real records: a call is named as soon as it is there, and again when contacts change. */
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Event } from "../../../shared/contract/event.ts";
import type { RecordsAnswer } from "../../../shared/contract/records-wire.ts";
import { ContactId, type Person } from "../../../shared/model/contact.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import type { DirectoryAnswer } from "../../../electron/people/directory/directory.ts";
import { createPeopleOutlet } from "../../../electron/people/people-outlet.ts";
import { createRecordsLine, type ProcessListener } from "../../../electron/records/records-line.ts";
import { startRecordsService } from "../../../electron/records-service.ts";
import { createSwitchboard } from "../../../electron/switchboard/switchboard.ts";
import { anIncomingCall, type CallOverrides } from "../../builders/a-call.ts";
import { aContact, aPerson } from "../../builders/a-contact.ts";
import { createFakeLog } from "../fake-log.ts";
import { createFakeMainClock } from "../fake-main-clock.ts";
import { useOwnFolder } from "../own-folder.ts";
import { aPolicy } from "../settings/a-policy.ts";

const own = useOwnFolder("people");

const policyWith = (more: object) => PolicyDocument.parse({ ...aPolicy(), ...more });
const dialing = { country: { code: "81" } };
const directory = { urls: ["ldaps://ldap.example.com"], base: "dc=example" };

/** @param inDirectory who is there; null: it does not answer. */
function open(inDirectory: readonly Person[] | null = []) {
  const clock = createFakeMainClock();
  const log = createFakeLog();
  const answer: DirectoryAnswer =
    inDirectory === null ? { kind: "away" } : { kind: "found", people: inDirectory, hasMore: false };
  let process: ProcessListener | null = null;
  let answerLate: RecordsAnswer | null = null;
  const line = createRecordsLine({
    fork(listener) {
      process = listener;
      const service = startRecordsService({
        folder: own.path(),
        clock,
        post: (report) =>
          queueMicrotask(() =>
            listener.onReport(
              report.type === "answer" && answerLate !== null ? { ...report, answer: answerLate } : report,
            ),
          ),
        leave: () => undefined,
        openDirectory: () => ({
          find: () => Promise.resolve(answer),
          findNumber: () => Promise.resolve(answer),
          stop: () => undefined,
        }),
      });
      own.stopAfterwards(() => service.receive({ type: "stop" }));
      return { post: service.receive, kill: () => undefined };
    },
    clock,
    log,
  });
  const switchboard = createSwitchboard({
    clock,
    log,
    engineLog: log,
    sendToEngine: () => true,
    showSound: () => undefined,
    takeRecording: () => undefined,
    obey: () => undefined,
  });
  const heard: Event[] = [];
  const files: string[] = [];
  let changes = 0;
  const outlet = createPeopleOutlet({
    line,
    snapshot: switchboard.snapshot,
    clock,
    publish: switchboard.publish,
    onChanged: () => {
      changes += 1;
    },
    askWhere: () => Promise.resolve(null),
    askWhich: () => Promise.resolve(files[0] ?? null),
  });
  switchboard.addOutlets(outlet, {
    name: "ear",
    receive: (event) => void heard.push(event),
    stop: () => undefined,
  });
  const ring = (over: CallOverrides = {}, type: "call.offered" | "call.updated" = "call.offered") =>
    switchboard.receiveReport({ type: "event", event: { type, at: clock.wallNow(), call: anIncomingCall(over) } });
  const knownOf = () => switchboard.snapshot().calls[0]?.remote.known ?? null;
  const named = () => heard.flatMap((event) => (event.type === "call.named" ? [event.known?.name ?? null] : []));
  const die = () => process?.onExit(9);
  const spoil = (late: RecordsAnswer | null) => {
    answerLate = late;
  };
  return { clock, outlet, ring, knownOf, named, heard, files, changes: () => changes, die, spoil };
}

const tanaka = { number: "+81312345678", name: "ACME SUPPORT" };

describe("a call that rings", () => {
  test("is named by a contact, whatever the spelling, and every later Event of the call carries it", async () => {
    const { outlet, ring, knownOf, named, heard } = open();
    outlet.configure(policyWith({ dialing }));
    await outlet.save(null, aContact());
    ring({ remote: tanaka });
    await expect.poll(knownOf).toEqual({ name: "Tanaka Yuki", company: "Tanaka Ltd.", from: "own" });
    ring({ remote: tanaka, state: "active" }, "call.updated");
    expect(heard.at(-1)).toMatchObject({ call: { remote: { ...tanaka, known: { name: "Tanaka Yuki" } } } });
    expect(named()).toEqual(["Tanaka Yuki"]);
  });

  test("is looked up again when it turns out to be somebody else", async () => {
    const { outlet, ring, knownOf } = open();
    await outlet.save(null, aContact());
    ring({ remote: { ...tanaka, number: "0312345678" } });
    await expect.poll(() => knownOf()?.name).toBe("Tanaka Yuki");
    ring({ remote: { number: "110", name: null } }, "call.updated");
    expect(knownOf()).toBe(null);
  });

  test("that nobody knows stays as the network said, and so does one without a number", async () => {
    const { outlet, ring, knownOf, named } = open();
    await outlet.save(null, aContact());
    ring({ remote: { number: "110", name: "Police" } });
    ring({ id: "call-2", remote: { number: null, name: null } });
    await outlet.find("", null);
    expect([knownOf(), named()]).toEqual([null, []]);
  });

  test("is named by the directory where no contact has the number, and by a contact the moment there is one", async () => {
    const entry = aPerson({ from: "directory", id: "uid=t", name: "田中" });
    const { outlet, ring, knownOf, named } = open([entry]);
    outlet.configure(policyWith({ dialing, directory }));
    ring({ remote: tanaka });
    await expect.poll(() => knownOf()?.name).toBe("田中");
    await outlet.save(null, aContact());
    await expect.poll(named).toEqual(["田中", "Tanaka Yuki"]);
  });

  test("and a directory that does not answer leave the call as it is", async () => {
    const { outlet, ring, knownOf } = open(null);
    outlet.configure(policyWith({ directory }));
    ring({ remote: tanaka });
    await outlet.find("", null);
    expect(knownOf()).toBe(null);
    expect(await outlet.findInDirectory("tana")).toMatchObject({ ok: true, people: { isAway: true } });
  });

  test("loses its name with the contact", async () => {
    const { outlet, ring, knownOf } = open();
    await outlet.save(ContactId.parse("one"), aContact({ numbers: [{ kind: "work", number: "+81312345678" }] }));
    ring({ remote: tanaka });
    await expect.poll(() => knownOf()?.name).toBe("Tanaka Yuki");
    await outlet.erase(ContactId.parse("one"));
    await expect.poll(knownOf).toBe(null);
  });

  test("is looked up again by the process that takes a dead one's place", async () => {
    const { outlet, ring, knownOf, die, clock } = open();
    outlet.configure(policyWith({ dialing }));
    await outlet.save(null, aContact());
    die();
    ring({ remote: tanaka });
    expect(knownOf()).toBe(null);
    clock.advance(200);
    await expect.poll(() => knownOf()?.name).toBe("Tanaka Yuki");
  });
});

describe("a file of contacts", () => {
  test("is asked for, told, and kept only then", async () => {
    const { outlet, files, changes } = open();
    expect(await outlet.import()).toMatchObject({ ok: false, failure: { kind: "notNow" } });
    expect(await outlet.read()).toEqual({ ok: true });
    files.push(own.inside("contacts.csv"));
    writeFileSync(own.inside("contacts.csv"), "Name;Telefon\nGroß;030 123456\n");
    expect(await outlet.read()).toMatchObject({ ok: true, importing: { usable: 1, names: ["Groß"] } });
    expect(changes()).toBe(0);
    expect(await outlet.import()).toEqual({ ok: true, imported: 1 });
    expect(changes()).toBe(1);
    writeFileSync(own.inside("contacts.csv"), "nothing of use");
    expect(await outlet.read()).toMatchObject({ ok: false, failure: { kind: "badFile" } });
  });
});

test("what the disk does not take is said, and nothing is told as done", async () => {
  const { outlet, changes, spoil } = open();
  spoil({ type: "failed", why: "full", message: "database or disk is full" });
  expect(await outlet.save(null, aContact())).toMatchObject({ ok: false, failure: { kind: "notSaved" } });
  spoil({ type: "failed", why: "other", message: "?" });
  expect(await outlet.erase(ContactId.parse("one"))).toMatchObject({ ok: false, failure: { kind: "noContacts" } });
  expect(changes()).toBe(0);
});
