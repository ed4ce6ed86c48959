import { describe, expect, test } from "vitest";
import { reachabilityKeys } from "../../../shared/model/reachability-sentence.ts";
import { catalogues } from "../../../shared/i18n/catalogues.ts";
import { formatClockTime } from "../../../shared/i18n/format-clock-time.ts";
import type { TrayItem } from "../../../electron/tray/tray-menu.ts";
import { toTrayModel } from "../../../electron/tray/tray-model.ts";
import { anActiveCall, anEndedCall, anIncomingCall } from "../../builders/a-call.ts";
import { aMailbox, aVoicemail } from "../../builders/a-colleague.ts";
import { defaultSettings, type Settings } from "../../../shared/model/settings.ts";
import { type Command, mayAsk } from "../../../shared/contract/command.ts";
import { noForwarding } from "../../../shared/model/forwarding.ts";
import { aWrapUp } from "../../builders/a-wrap-up.ts";
import { anAgent } from "../../builders/an-agent.ts";
import { ServerId } from "../../../shared/model/ids.ts";
import { aBackupServer, aServer, atFixture } from "../../builders/a-server.ts";
import { aNextCall, aSnapshot } from "../../builders/a-snapshot.ts";

const words = { language: "en", locale: "en-US" } as const;
/** As the window says it, on this computer's wall clock. */
const oneHourLater = formatClockTime(atFixture + 3_600_000, "en-US");
const sentence = (overrides: Parameters<typeof aSnapshot>[0]) => toTrayModel(aSnapshot(overrides), words).tooltip;

const lost = { state: "lost", reason: { kind: "notAnswering", message: "x" } } as const;
const toBackup = (why: Parameters<typeof aNextCall>[1]) => aNextCall("backup", why);

const strandedCall = (overrides: Parameters<typeof anActiveCall>[0] = {}) =>
  anActiveCall({ state: "stranded", signalling: "lost", ...overrides });

describe("messages that wait", () => {
  const voicemail = aVoicemail();

  test("are said under the sentence, and can be listened to where they are", () => {
    const { tooltip, menu } = toTrayModel(aSnapshot({ voicemail }), words);
    expect(tooltip).toBe("Ready. Calls go through Main.\nNew voice messages: 2");
    expect(menu).toContainEqual({
      kind: "command",
      label: "Listen to voice messages",
      accelerator: "CommandOrControl+Shift+L",
      mark: null,
      command: { type: "call.dial", target: "*97", serverId: "main", only: true },
    });
  });

  test("are not spoken of while there are none", () => {
    const none = aVoicemail([aMailbox({ waiting: false, fresh: 0 })]);
    expect(toTrayModel(aSnapshot({ voicemail: none }), words)).toEqual(toTrayModel(aSnapshot(), words));
  });

  test("may be without a count", () => {
    const some = aVoicemail([aMailbox({ fresh: 0 })]);
    expect(toTrayModel(aSnapshot({ voicemail: some }), words).tooltip).toContain("\nNew voice messages");
  });
});

describe("the work after a call", () => {
  const at = atFixture + 4_000;

  test("counts down in the tooltip, not in the menu, which offers to be done with it and more time", () => {
    const snapshot = aSnapshot({ wrapUp: aWrapUp({ mayExtend: true }) });
    const { tooltip, menu } = toTrayModel(snapshot, words, { at });
    expect([tooltip, menu[0]]).toEqual(["Wrap-up, 0:20 left.", { kind: "sentence", label: "Wrap-up" }]);
    const labels = menu.flatMap((item) => (item.kind === "command" ? [item.label] : []));
    expect(labels).toEqual(expect.arrayContaining(["Wrap-up done", "More time for wrap-up"]));
    expect(toTrayModel(snapshot, words, { at: at + 1_000 }).menu).toEqual(menu);
  });

  test("is not spoken of where a server is in trouble, nor when its time is over", () => {
    const trouble = { servers: [aServer(lost), aBackupServer()], nextCall: toBackup("primaryNotReady") };
    expect(sentence({ wrapUp: aWrapUp(), ...trouble })).toContain("Main is not answering.");
    expect(sentence({ wrapUp: aWrapUp({ atUntil: null }) })).toBe("Ready. Calls go through Main.");
  });
});

describe("the sentence", () => {
  test.each([
    ["both are ready", {}, "Ready. Calls go through Main."],
    [
      "the primary is lost",
      { servers: [aServer(lost), aBackupServer()], nextCall: toBackup("primaryNotReady") },
      "Main is not answering. Calls go through Backup. Nothing to do.",
    ],
    [
      "the backup is lost",
      { servers: [aServer(), aBackupServer(lost)] },
      "Only Main can be reached. You can call and be called.",
    ],
    [
      "none is reached",
      {
        servers: [aServer({ ...lost, atSince: atFixture + 3_600_000 }), aBackupServer({ ...lost, atSince: atFixture })],
      },
      `No server can be reached since ${oneHourLater}. Checking every few seconds.`,
    ],
    [
      "the primary refused the password",
      {
        servers: [aServer({ state: "refused", reason: { kind: "wrongCredentials", message: "x" } }), aBackupServer()],
        nextCall: toBackup("primaryNotReady"),
      },
      "Main refused the password. Calls go through Backup. Tell your administrator.",
    ],
    [
      "the primary does not permit the account",
      {
        servers: [aServer({ state: "refused", reason: { kind: "notPermitted", message: "x" } }), aBackupServer()],
        nextCall: toBackup("primaryNotReady"),
      },
      "Main does not permit this account. Calls go through Backup. Tell your administrator.",
    ],
    [
      "every server refused",
      { servers: [aServer({ state: "refused" }), aBackupServer({ state: "refused" })] },
      "No server accepts this account. Tell your administrator.",
    ],
    [
      "an old connection holds the place",
      {
        servers: [aServer({ state: "lost", reason: { kind: "contactsFull", message: "x" } }), aBackupServer()],
        nextCall: toBackup("primaryNotReady"),
      },
      "Main still holds an older connection. Calls go through Backup. It frees itself within a few minutes.",
    ],
    [
      "the primary is drained",
      { servers: [aServer({ draining: true }), aBackupServer()], nextCall: toBackup("draining") },
      "Main is being emptied for maintenance. New calls go through Backup.",
    ],
    [
      "the primary is overloaded",
      { servers: [aServer({ overloaded: true }), aBackupServer()], nextCall: toBackup("overloaded") },
      "Main is too busy. New calls go through Backup. Nothing to do.",
    ],
    [
      "the primary is doubtful",
      { servers: [aServer({ state: "doubtful" }), aBackupServer()], nextCall: toBackup("primaryNotReady") },
      "Main is slow to answer and is being checked. Calls go through Backup.",
    ],
    [
      "only a doubtful one is left",
      { servers: [aServer({ state: "doubtful" }), aBackupServer(lost)] },
      "Checking whether Main still answers.",
    ],
    [
      "the primary is back but not trusted yet",
      { nextCall: toBackup("failbackPending") },
      "Main is back. Calls go through Backup until it has been steady for a while.",
    ],
    [
      "the operator chose the backup",
      { nextCall: toBackup("preferred") },
      "Ready. Calls go through Backup, as you chose.",
    ],
    ["there is one server", { servers: [aServer()] }, "Ready. Calls go through Main. Nothing stands by."],
    [
      "the shift begins",
      { servers: [aServer({ state: "registering" }), aBackupServer({ state: "connecting" })] },
      "Connecting to the servers.",
    ],
    [
      "the backup is still on its way",
      { servers: [aServer(), aBackupServer({ state: "connecting" })] },
      "Ready. Calls go through Main; Backup is being connected.",
    ],
    ["nobody may disturb", { dnd: true }, "Do not disturb is on: calls are turned away. You can call through Main."],
    [
      "the engine is lost",
      { engine: { state: "lost" } as const },
      "The phone stopped and is being started again. You cannot call or be called for a moment.",
    ],
    [
      "nothing is configured",
      { configuration: { state: "missing", problem: "x", setUp: "closed" } as const },
      "Tandem is not set up yet. Ask your administrator for the configuration file.",
    ],
    ["everything begins", { engine: { state: "starting" } as const, servers: [] }, "Starting."],
    [
      "a call was lost and another server can take it",
      { servers: [aServer(lost), aBackupServer()], nextCall: toBackup("primaryNotReady"), calls: [strandedCall()] },
      "The call was lost with Main. Call back through Backup: Ctrl+Shift+R.",
    ],
    [
      "a call was lost and no server is left",
      { servers: [aServer(lost), aBackupServer(lost)], calls: [strandedCall()] },
      "The call was lost with Main, and no other server can be reached. Checking every few seconds.",
    ],
    [
      "a call was lost that may not be called back",
      { servers: [aServer(lost), aBackupServer()], calls: [strandedCall({ mayRescue: false })] },
      "The call was lost with Main. Reconnecting.",
    ],
    ["there are no servers", { servers: [] }, "There is no server to call through."],
    [
      "a call lost its line",
      { calls: [anActiveCall({ signalling: "lost" })] },
      "This call lost its line to Main; the voice goes on. Reconnecting.",
    ],
    [
      "a call is stranded",
      {
        calls: [anActiveCall({ state: "stranded" })],
        servers: [aServer(lost), aBackupServer()],
        nextCall: toBackup("primaryNotReady"),
      },
      "The call was lost with Main. Call back through Backup: Ctrl+Shift+R.",
    ],
  ])("when %s", (_when, overrides, text) => {
    expect(sentence(overrides)).toBe(text);
  });

  test("has a text for every key in every language, and every text ends as a sentence", () => {
    for (const texts of Object.values(catalogues)) {
      for (const key of reachabilityKeys) expect(texts[key]).toMatch(/[.。]$/u);
    }
  });

  test("is said in the language that is chosen, as the menu is", () => {
    const { tooltip, menu } = toTrayModel(aSnapshot({ calls: [anIncomingCall()] }), { ...words, language: "ru" });
    expect([tooltip, ...labels(menu).slice(2, 4)]).toEqual([
      "Готово. Звонки идут через Main.",
      "Ответить: Tanaka Yuki",
      "Отклонить: Tanaka Yuki",
    ]);
  });
});

const labels = (menu: readonly TrayItem[]) => menu.map((item) => (item.kind === "separator" ? "—" : item.label));

describe("the tray at rest", () => {
  test("shows a full bar for each ready server, the primary left", () => {
    const { icon, tooltip, menu } = toTrayModel(aSnapshot({ servers: [aBackupServer(), aServer()] }), words);
    expect(icon).toEqual({ bars: ["full", "full"], isInCall: false, isRinging: false, hasMissed: false, isDnd: false });
    expect(tooltip).toBe("Ready. Calls go through Main.");
    expect(labels(menu)).toEqual([
      tooltip,
      "—",
      "Do not disturb",
      "New calls go first through",
      "No new calls through",
      "Check the servers now",
      "—",
      "Put the copied number in the field",
      "Open Tandem",
      "—",
      "Quit Tandem",
    ]);
  });

  test("shows hollow for lost and refused, dotted for doubtful and for those on their way", () => {
    const bars = (servers: Parameters<typeof aSnapshot>[0]) => toTrayModel(aSnapshot(servers), words).icon.bars;
    expect(bars({ servers: [aServer(lost), aBackupServer({ state: "doubtful" })] })).toEqual(["hollow", "dotted"]);
    expect(bars({ servers: [aServer({ state: "registering" }), aBackupServer({ state: "refused" })] })).toEqual([
      "dotted",
      "hollow",
    ]);
    expect(bars({ servers: [] })).toEqual(["hollow", "hollow"]);
  });

  test("claims nothing while the engine is gone", () => {
    const { icon, menu } = toTrayModel(aSnapshot({ engine: { state: "lost" } }), words);
    expect(icon.bars).toEqual(["hollow", "hollow"]);
    expect(labels(menu)).not.toContain("Do not disturb");
  });

  test("turns do not disturb over", () => {
    const item = toTrayModel(aSnapshot({ dnd: true }), words).menu.find(({ kind }) => kind === "command");
    expect(item).toEqual({
      kind: "command",
      label: "Do not disturb",
      accelerator: "CommandOrControl+Shift+D",
      mark: { type: "checkbox", isOn: true },
      command: { type: "presence.setDnd", on: false },
    });
  });
});

describe("the tray's choice of servers", () => {
  const itemsOf = (menu: readonly TrayItem[], label: string) =>
    menu.flatMap((item) => (item.kind === "submenu" && item.label === label ? item.items : []));
  const shown = (menu: readonly TrayItem[], label: string) =>
    itemsOf(menu, label).map(({ label: name, mark, command }) => [name, mark?.isOn, command]);

  test("marks the server that was chosen, and can give the choice back", () => {
    const { menu } = toTrayModel(aSnapshot({ preferredServerId: ServerId.parse("backup") }), words);
    expect(shown(menu, "New calls go first through")).toEqual([
      ["The best server", false, { type: "server.prefer", serverId: null }],
      ["Main", false, { type: "server.prefer", serverId: "main" }],
      ["Backup", true, { type: "server.prefer", serverId: "backup" }],
    ]);
  });

  test("takes a server out of use and puts it back", () => {
    const { menu } = toTrayModel(aSnapshot({ servers: [aServer({ draining: true }), aBackupServer()] }), words);
    expect(shown(menu, "No new calls through")).toEqual([
      ["Main", true, { type: "server.undrain", serverId: "main" }],
      ["Backup", false, { type: "server.drain", serverId: "backup" }],
    ]);
  });

  test("is not offered where there is one", () => {
    const { menu } = toTrayModel(aSnapshot({ servers: [aServer()] }), words);
    expect(labels(menu)).toEqual([
      "Ready. Calls go through Main. Nothing stands by.",
      "—",
      "Do not disturb",
      "Put the copied number in the field",
      "Open Tandem",
      "—",
      "Quit Tandem",
    ]);
  });
});

describe("the tray's keys", () => {
  const keysIn = (settings: Partial<Settings>, calls = [anIncomingCall()]) =>
    Object.fromEntries(
      toTrayModel(aSnapshot({ calls, settings: { ...defaultSettings, ...settings } }), words).menu.flatMap((item) =>
        "accelerator" in item && item.accelerator !== null ? [[item.label, item.accelerator]] : [],
      ),
    );

  test("are the operator's own, and none where they were cleared", () => {
    expect(keysIn({ chords: { doNotDisturb: null } })).toEqual({
      "Answer Tanaka Yuki": "CommandOrControl+Shift+A",
      "Put the copied number in the field": "CommandOrControl+Shift+P",
    });
    const own = {
      chords: { answer: "F13", doNotDisturb: null, dialClipboard: null },
      globalChords: { showWindow: "F14" },
    };
    expect(keysIn(own)).toEqual({ "Answer Tanaka Yuki": "F13", "Open Tandem": "F14" });
  });
});

test("the tray may ask for everything it offers", () => {
  const always = { isOn: true, to: "1003" };
  const settings = { ...defaultSettings, forwarding: { ...noForwarding, always } };
  const calls = [anIncomingCall(), anActiveCall({ id: "b" }), anActiveCall({ id: "c", state: "stranded" })];
  const snapshot = aSnapshot({ calls, settings, agent: anAgent(), voicemail: aVoicemail() });
  const commandsOf = (items: readonly TrayItem[]): readonly Command[] =>
    items.flatMap((item) =>
      item.kind === "command" ? [item.command] : item.kind === "submenu" ? commandsOf(item.items) : [],
    );
  const commands = commandsOf(toTrayModel(snapshot, words).menu);
  expect(commands.length).toBeGreaterThan(12);
  expect(commands.filter(({ type }) => !mayAsk("tray", type))).toEqual([]);
});

describe("the tray with calls", () => {
  test("offers to answer and to decline a ringing call, by name", () => {
    const { icon, menu } = toTrayModel(aSnapshot({ calls: [anIncomingCall()] }), words);
    expect([icon.isRinging, icon.isInCall]).toEqual([true, false]);
    expect(labels(menu).slice(2, 5)).toEqual(["Answer Tanaka Yuki", "Decline Tanaka Yuki", "—"]);
  });

  test("offers what a card does, by number where there is no name, and to call back a stranded call", () => {
    const calls = [
      anActiveCall(),
      anActiveCall({ id: "b", state: "stranded", remote: { number: "0399", name: null } }),
    ];
    expect(labels(toTrayModel(aSnapshot({ calls }), words).menu).slice(2, 7)).toEqual([
      "Mute 0312345678",
      "Hold 0312345678",
      "Hang up 0312345678",
      "Call back 0399",
      "Hang up 0399",
    ]);
  });

  test("marks what was missed until it was looked at", () => {
    const icons = [1, 0].map((missed) => toTrayModel(aSnapshot({ missed, calls: [anEndedCall()] }), words).icon);
    expect(icons.map(({ hasMissed, isInCall }) => [hasMissed, isInCall])).toEqual([
      [true, false],
      [false, false],
    ]);
  });
});
