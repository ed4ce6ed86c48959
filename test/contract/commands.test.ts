import { describe, expect, it } from "vitest";
import {
  askersOf,
  Command,
  CommandReply,
  mayAsk,
  type Asker,
  type CommandType,
} from "../../shared/contract/command.ts";
import { parseAtDoor } from "../../shared/contract/parse.ts";
import { aPastCall } from "../builders/a-past-call.ts";
import { allCommands, commands } from "./fixtures/commands.ts";

describe("a Command", () => {
  it.each(allCommands.map((command) => [command.type, command] as const))(
    "%s survives JSON unchanged",
    (_type, command) => {
      expect(parseAtDoor(Command, JSON.parse(JSON.stringify(command)))).toEqual({ ok: true, value: command });
    },
  );

  it.each(Object.keys(commands))("%s is refused with a key nobody knows, and the key is named", (type) => {
    const [fixture] = commands[type as CommandType];
    expect(parseAtDoor(Command, { ...fixture, sudo: true })).toEqual({
      ok: false,
      failure: 'message: Unrecognized key: "sudo"',
    });
  });

  it.each([
    ["no object", null, "message: "],
    ["a string", "call.answer", "message: "],
    ["a type nobody knows", { type: "call.explode" }, "type: "],
    ["no type", { callId: "call-1" }, "type: "],
    ["a missing id", { type: "call.answer" }, "callId: "],
    ["an empty id", { type: "call.answer", callId: "" }, "callId: "],
    ["an endless id", { type: "call.answer", callId: "x".repeat(65) }, "callId: "],
    ["a number for an id", { type: "call.answer", callId: 1 }, "callId: "],
    ["a server id with a space", { type: "server.drain", serverId: "main server" }, "serverId: an id of"],
    ["a server id with a line break", { type: "server.drain", serverId: "main\n" }, "serverId: an id of"],
    ["an empty target", { type: "call.dial", target: "" }, "target: "],
    ["an endless target", { type: "call.dial", target: "1".repeat(257) }, "target: "],
    ["letters as tones", { type: "call.sendDtmf", callId: "c", digits: "12x" }, "digits: 1 to 32 of"],
    ["a conference of one", { type: "call.conference", callIds: ["c"] }, "callIds: "],
    ["a conference with a bad id", { type: "call.conference", callIds: ["c", ""] }, "callIds.1: "],
    ["a preference left open", { type: "server.prefer" }, "serverId: "],
    ["a volume beyond full", { type: "settings.change", change: { ringVolume: 101 } }, "change.ringVolume: "],
    ["a setting nobody knows", { type: "settings.change", change: { sudo: true } }, "change: "],
    [
      "a language that is none",
      { type: "settings.change", change: { language: "English" } },
      "change.language: system",
    ],
    ["an endless note", { type: "call.note", callId: "c", text: "x".repeat(501) }, "text: "],
    ["yes for true", { type: "presence.setDnd", on: "yes" }, "on: "],
  ])("with %s is refused in one line that starts with the path", (_what, raw, start) => {
    const parsed = parseAtDoor(Command, raw);
    expect(parsed).toEqual({ ok: false, failure: expect.stringMatching(/^[^\n]+$/) });
    expect(parsed.ok ? "" : parsed.failure.slice(0, start.length)).toBe(start);
  });
});

describe("who may ask", () => {
  const forWindowsAlone = [
    "dial.prepare",
    "sound.test",
    "sound.watch",
    "sound.echo",
    "headset.retry",
    "settings.change",
    "recent.seen",
    "history.find",
    "history.erase",
    "history.export",
    "recording.open",
    "people.find",
    "directory.find",
    "contact.save",
    "contact.erase",
    "contacts.read",
    "contacts.import",
    "contacts.export",
    "incidents.export",
    "setup.read",
    "setup.check",
    "setup.enter",
    "setup.fetch",
    "setup.keep",
    "operator.signIn",
    "operator.signOut",
  ];
  /** What was copied is the person's own. */
  const notForPrograms = [...forWindowsAlone, "clipboard.fillDial", "wrapUp.restore"];
  /** What its menu has of the queues, and of where calls are sent. */
  const ofItsMenu = [
    "queue.login",
    "queue.logout",
    "queue.pause",
    "queue.unpause",
    "wrapUp.done",
    "wrapUp.extend",
    "settings.change",
    "operator.signOut",
  ] as const;
  const table: Record<Asker, readonly CommandType[]> = {
    ui: Object.keys(commands).filter((type) => type !== "wrapUp.restore") as CommandType[],
    main: Object.keys(commands).filter(isForPeople) as CommandType[],
    tray: [...(Object.keys(commands).filter(isForTray) as CommandType[]), ...ofItsMenu],
    api: Object.keys(commands).filter((type) => !notForPrograms.includes(type)) as CommandType[],
    link: [],
  };

  it.each(Object.entries(table))("%s may ask exactly what the table says", (asker, types) => {
    const asked = Object.keys(askersOf).filter((type) => mayAsk(asker as Asker, type as CommandType));
    expect(asked.sort()).toEqual([...types].sort());
  });

  /** What only an engine that takes over from another is asked. */
  function isForTray(type: string): boolean {
    return isForPeople(type) && type !== "wrapUp.restore";
  }

  function isForPeople(type: string): boolean {
    const needsWindow = [
      "call.sendDtmf",
      "call.transferBlind",
      "call.transferAttended",
      "call.consult",
      "call.return",
      "call.conference",
      "call.split",
      "call.note",
      "call.park",
      "parking.retrieve",
      "call.wrapUp",
      "wrapUp.done",
      "wrapUp.extend",
      "queue.login",
      "queue.logout",
      "queue.pause",
      "queue.unpause",
      "colleague.pickUp",
      "colleague.listen",
      "colleague.whisper",
      "desk.takeOver",
      "desk.release",
      ...forWindowsAlone,
    ];
    return !needsWindow.includes(type);
  }
});

describe("a reply", () => {
  it.each([
    { ok: true },
    { ok: true, callId: "call-1" },
    { ok: true, found: { calls: [aPastCall()], hasMore: false } },
    { ok: true, erased: 3 },
    { ok: true, fetched: { kind: "untrusted", doubt: "otherName", issuer: "Example CA" } },
    { ok: false, failure: { kind: "noSuchCall", message: "That call is over." } },
  ])("%j survives JSON unchanged", (reply) => {
    expect(parseAtDoor(CommandReply, JSON.parse(JSON.stringify(reply)))).toEqual({ ok: true, value: reply });
  });

  it.each([
    [{ ok: false }, "failure: "],
    [{ ok: false, failure: { kind: "whatever", message: "No." } }, "failure.kind: "],
    [{ ok: false, failure: { kind: "notNow", message: "" } }, "failure.message: "],
    [{ ok: "yes" }, "ok: "],
  ])("%j is refused", (reply, start) => {
    const parsed = parseAtDoor(CommandReply, reply);
    expect(parsed.ok ? "" : parsed.failure.slice(0, start.length)).toBe(start);
  });
});
