import { describe, expect, it } from "vitest";
import { Event, HostEvent, PhoneEvent } from "../../shared/contract/event.ts";
import { parseAtDoor } from "../../shared/contract/parse.ts";
import { isHostCommand } from "../../shared/contract/command.ts";
import { defaultSettings, toSoundSettings } from "../../shared/model/settings.ts";
import { EngineOrder, EngineReport, UiMessage } from "../../shared/contract/wire.ts";
import { ServerId } from "../../shared/model/ids.ts";
import type { OpenDialog } from "../../shared/model/open-dialog.ts";
import { toPhoneConfig } from "../../shared/model/to-phone-config.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { Snapshot } from "../../shared/model/snapshot.ts";
import { aCall } from "../builders/a-call.ts";
import { aPastCall } from "../builders/a-past-call.ts";
import { anIncident } from "../builders/an-incident.ts";
import { aSnapshot } from "../builders/a-snapshot.ts";
import { aPolicy } from "./fixtures/a-policy.ts";
import { allCommands } from "./fixtures/commands.ts";
import { allEvents, events } from "./fixtures/events.ts";

const anOpenDialog: OpenDialog = {
  serverId: ServerId.parse("main"),
  callId: "3c26",
  localTag: "ours",
  remoteTag: "theirs",
  localUri: "sip:1001@pbx.test",
  remoteUri: "sip:600@pbx.test",
  remoteTarget: "sip:192.0.2.11:8089;transport=ws",
  routeSet: ["<sip:edge.test;lr>"],
  cseq: 2,
};
const named = allEvents.map((event) => [event.type, event] as const);
const hostTypes: readonly string[] = [
  "engine.changed",
  "configuration.changed",
  "settings.changed",
  "missed.changed",
  "history.changed",
  "certificates.changed",
  "keeping.changed",
  "update.changed",
  "call.named",
  "incident.noted",
];

function unstamped({ seq: _seq, ...event }: Event): unknown {
  return event;
}

describe("an Event", () => {
  it.each(named)("%s survives JSON unchanged", (_type, event) => {
    expect(parseAtDoor(Event, JSON.parse(JSON.stringify(event)))).toEqual({ ok: true, value: event });
  });

  it.each(named)("%s is refused with a key nobody knows, and the key is named", (_type, event) => {
    expect(parseAtDoor(Event, { ...event, extra: 1 })).toEqual({
      ok: false,
      failure: 'message: Unrecognized key: "extra"',
    });
  });

  it.each(named)("%s is written by the engine or by main, never by both", (type, event) => {
    const isHost = hostTypes.includes(type);
    expect([PhoneEvent.safeParse(unstamped(event)).success, HostEvent.safeParse(unstamped(event)).success]).toEqual([
      !isHost,
      isHost,
    ]);
  });

  it.each([
    ["no stamp", unstamped(events["call.dialed"]), "seq: "],
    ["half a stamp", { ...events["call.dialed"], seq: 1.5 }, "seq: "],
    ["no object", 7, "message: "],
    ["no time", { ...events["call.dialed"], at: undefined }, "at: "],
    ["a time in the past of 1970", { ...events["call.dialed"], at: -1 }, "at: "],
    ["a type nobody knows", { ...events["call.dialed"], type: "call.exploded" }, "type: "],
    ["a noun of another kind", { ...events["call.dialed"], call: events["server.drained"].server }, "call."],
    ["a state nobody knows", { ...events["call.dialed"], call: { ...aCall(), state: "early" } }, "call.state: "],
    ["a wrong server id", { ...events["call.dialed"], call: { ...aCall(), serverId: "a b" } }, "call.serverId: "],
    [
      "an unknown key deep inside",
      { ...events["call.answered"], call: { ...aCall(), attempts: [{ ...aCall().attempts[0], ip: "10.0.0.1" }] } },
      "call.attempts.0: ",
    ],
  ])("with %s is refused in one line that starts with the path", (_what, raw, start) => {
    const parsed = parseAtDoor(Event, raw);
    expect(parsed).toEqual({ ok: false, failure: expect.stringMatching(/^[^\n]+$/) });
    expect(parsed.ok ? "" : parsed.failure.slice(0, start.length)).toBe(start);
  });
});

describe("a Snapshot", () => {
  it("survives JSON unchanged", () => {
    const snapshot = aSnapshot({ calls: [aCall()] });
    expect(parseAtDoor(Snapshot, JSON.parse(JSON.stringify(snapshot)))).toEqual({ ok: true, value: snapshot });
  });

  it("is refused with a key nobody knows", () => {
    expect(parseAtDoor(Snapshot, { ...aSnapshot(), token: "x" })).toEqual({
      ok: false,
      failure: 'message: Unrecognized key: "token"',
    });
  });
});

describe("what crosses between processes", () => {
  const config = toPhoneConfig(PolicyDocument.parse(aPolicy()));
  const orders: readonly EngineOrder[] = [
    { type: "configure", config },
    { type: "configure", config: null },
    ...allCommands
      .filter((command) => !isHostCommand(command))
      .map((command, id) => ({ type: "command", id, asker: "ui", command }) as const),
    { type: "useSound", sound: toSoundSettings(defaultSettings) },
    { type: "endDialogs", dialogs: [anOpenDialog] },
    { type: "networkChanged" },
    { type: "suspend" },
    { type: "resume" },
    { type: "beat", id: 1 },
    { type: "stop" },
  ];
  const reports: readonly unknown[] = [
    { type: "ready" },
    ...allEvents
      .filter(({ type }) => !hostTypes.includes(type))
      .map((event) => ({ type: "event", event: unstamped(event) })),
    { type: "reply", id: 1, reply: { ok: true } },
    { type: "beat", id: 1 },
    { type: "dialogs", dialogs: [anOpenDialog] },
    { type: "stopped" },
    { type: "log", line: { level: "info", scope: "calls", text: "call-1 is answered" } },
  ];
  const messages: readonly UiMessage[] = [
    { type: "snapshot", snapshot: aSnapshot() },
    ...allEvents.map((event) => ({ type: "event", event }) as const),
    { type: "recent", calls: [aPastCall()], hasMore: true },
    { type: "incidents", incidents: [anIncident()] },
    { type: "fillDial", target: "0312345678" },
    { type: "fillDial", target: "0312345678", extension: "12" },
    { type: "fillDial", target: "0312345678", takesFocus: true },
    { type: "dialRefused", reason: "linkSeveral" },
    { type: "fillSetUp", link: "https://it.example.com/tandem" },
    { type: "globalKeys", taken: ["answer"] },
    { type: "globalKeys", taken: [], isUncertain: true },
  ];

  it.each(orders)("the order $type survives JSON unchanged", (order) => {
    expect(parseAtDoor(EngineOrder, JSON.parse(JSON.stringify(order)))).toEqual({ ok: true, value: order });
  });

  it.each(reports)("the report %j survives JSON unchanged", (report) => {
    expect(parseAtDoor(EngineReport, JSON.parse(JSON.stringify(report)))).toEqual({ ok: true, value: report });
  });

  it.each(messages)("the window's message $type survives JSON unchanged", (message) => {
    expect(parseAtDoor(UiMessage, JSON.parse(JSON.stringify(message)))).toEqual({ ok: true, value: message });
  });

  it("keeps the engine from writing a fact of the host", () => {
    const report = { type: "event", event: unstamped(events["engine.changed"]) };
    expect(parseAtDoor(EngineReport, report)).toEqual({ ok: false, failure: expect.stringMatching(/^event\.type: /) });
  });
});
