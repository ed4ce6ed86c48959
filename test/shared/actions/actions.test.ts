import { describe, expect, test } from "vitest";
import { actionNames, keyOfOffer, listOffers, offerOf, sayOffer } from "../../../shared/actions/actions.ts";
import { createSay } from "../../../shared/i18n/create-say.ts";
import { noForwarding } from "../../../shared/model/forwarding.ts";
import { defaultSettings } from "../../../shared/model/settings.ts";
import { globalActions, keyedActions } from "../../../shared/model/keys.ts";
import { aCall, anActiveCall, anEndedCall, anIncomingCall, aRecording } from "../../builders/a-call.ts";
import { aVoicemail } from "../../builders/a-colleague.ts";
import { anAgent, aQueue } from "../../builders/an-agent.ts";
import { aBackupServer, aServer } from "../../builders/a-server.ts";
import { aNextCall, aSnapshot } from "../../builders/a-snapshot.ts";

const say = createSay("en");
const wordsOf = (overrides: Parameters<typeof aSnapshot>[0]) =>
  listOffers(aSnapshot(overrides)).map((offer) => sayOffer(offer, say));
/** What is always there: the parts of the window and the servers. */
const atRest = wordsOf({});
const beyondRest = (overrides: Parameters<typeof aSnapshot>[0]) =>
  wordsOf(overrides).filter((words) => !atRest.includes(words));

const sato = anActiveCall({ id: "sato", held: true, remote: { number: "045", name: "Sato Ken" } });
const tanaka = anActiveCall({ id: "tanaka", remote: { number: "03", name: "Tanaka Yuki" } });

describe("what an operator can do", () => {
  test("on a shared computer is to sign out, once no call is up", () => {
    const signIn = { origin: "https://it.example.com", isSignedIn: true };
    const configuration = { state: "good", problem: null, setUp: "own", signIn } as const;
    expect(beyondRest({ configuration })).toEqual(["Sign out"]);
    expect(beyondRest({ configuration, calls: [anEndedCall({}, { id: "over" })] })).toContain("Sign out");
    expect(beyondRest({ configuration, calls: [anActiveCall({})] })).not.toContain("Sign out");
    expect(beyondRest({ configuration: { ...configuration, signIn: { ...signIn, isSignedIn: false } } })).toEqual([]);
  });

  test("with a call that may be recorded is what its recording allows, the call in hand first", () => {
    const calls = [
      anActiveCall({ ...sato, id: "sato", recording: aRecording(), mayRecord: ["pause", "stop"] }),
      anActiveCall({ ...tanaka, id: "tanaka", mayRecord: ["start"] }),
    ];
    expect(beyondRest({ calls }).filter((words) => /record/iu.test(words))).toEqual([
      "Record Tanaka Yuki",
      "Pause the recording: Sato Ken",
      "Stop the recording: Sato Ken",
    ]);
    expect(offerOf("record", aSnapshot({ calls }))?.deed).toEqual({
      kind: "command",
      command: { type: "call.record", callId: "tanaka" },
    });
  });

  test("at rest is nothing about calls", () => {
    expect(atRest).toEqual([
      "Transfer",
      "Keypad",
      "Put the copied number in the field",
      "Go to the dial field",
      "Do not disturb",
      "New calls through the best server",
      "New calls first through Main",
      "New calls first through Backup",
      "No new calls through Main",
      "No new calls through Backup",
      "Check the servers now",
      "Recent",
      "People",
      "Colleagues",
      "What happened",
      "Settings",
      "Make everything larger",
      "Make everything smaller",
      "Commands",
    ]);
  });

  test("is to draw the window larger or smaller as far as that goes, and as usual where it is not", () => {
    const zoomOf = (zoomPct: number) => ({ settings: { ...defaultSettings, zoomPct } });
    expect(beyondRest(zoomOf(125))).toEqual(["Usual size"]);
    const largest = aSnapshot(zoomOf(200));
    expect([offerOf("zoomLarger", largest), offerOf("zoomSmaller", largest)?.deed]).toEqual([
      null,
      { kind: "command", command: { type: "settings.change", change: { zoomPct: 175 } } },
    ]);
  });

  test("once a number stands there is to have all calls sent on to it, unless the document forbids it", () => {
    const always = { isOn: false, to: "1003" };
    const settings = { ...defaultSettings, forwarding: { ...noForwarding, always } };
    expect(beyondRest({ settings })).toEqual(["Send all calls on to 1003"]);
    expect(beyondRest({ settings, heldSettings: ["forwarding"] })).toEqual([]);
    expect(offerOf("forwardAll", aSnapshot({ settings }))?.deed).toMatchObject({
      command: { change: { forwarding: { always: { isOn: true, to: "1003" } } } },
    });
  });

  test("between two calls is to switch to the one that waits, while somebody is talked with", () => {
    expect(beyondRest({ calls: [sato, tanaka] })).toContain("Switch to Sato Ken");
    expect(offerOf("swap", aSnapshot({ calls: [sato, tanaka] }))?.deed).toEqual({
      kind: "command",
      command: { type: "call.swap", callId: "sato" },
    });
    expect(offerOf("swap", aSnapshot({ calls: [sato, { ...tanaka, held: true }] }))).toBe(null);
    expect(offerOf("swap", aSnapshot({ calls: [{ ...sato, signalling: "lost" }, tanaka] }))).not.toBe(null);
  });

  test("in the queues is the press that is wanted most, and to log out where the seat is in", () => {
    const inState = (state: "ready" | "paused" | "out") => anAgent({ queues: [aQueue({ state })] });
    const forReasons = ["Pause in the queues: Lunch", "Pause in the queues: Training"];
    expect(beyondRest({ agent: inState("ready") })).toEqual([
      "Pause in the queues",
      ...forReasons,
      "Log out of the queues",
    ]);
    expect(beyondRest({ agent: inState("paused") })).toEqual([
      "Take calls from the queues again",
      ...forReasons,
      "Log out of the queues",
    ]);
    expect(beyondRest({ agent: inState("out") })).toEqual(["Log in to the queues"]);
    expect(beyondRest({ agent: anAgent({ queues: [aQueue({ mayLogIn: false, mayPause: false })] }) })).toEqual([]);
  });

  test("paused for a reason is another one, and none where the document has none", () => {
    const paused = aQueue({ state: "paused", reasonId: "1" });
    const deeds = listOffers(aSnapshot({ agent: anAgent({ queues: [paused] }) })).flatMap(({ action, deed }) =>
      action === "queuePause" ? [deed] : [],
    );
    expect(deeds).toEqual([{ kind: "command", command: { type: "queue.pause", reason: "2" } }]);
    expect(beyondRest({ agent: anAgent({ queues: [paused], pauseReasons: [] }) })).toEqual([
      "Take calls from the queues again",
      "Log out of the queues",
    ]);
  });

  test("where there is a mailbox is to listen to it", () => {
    expect(beyondRest({ voicemail: aVoicemail() })).toEqual(["Listen to voice messages"]);
    expect(beyondRest({ voicemail: aVoicemail(), engine: { state: "lost" } })).not.toContain(
      "Listen to voice messages",
    );
  });

  test("while it rings is to answer and to decline", () => {
    expect(beyondRest({ calls: [anIncomingCall()] })).toEqual(["Answer Tanaka Yuki", "Decline Tanaka Yuki"]);
    const withheld = anIncomingCall({ remote: { number: null, name: null } });
    expect(beyondRest({ calls: [withheld] })).toEqual(["Answer withheld number", "Decline withheld number"]);
  });

  test("in calls names each, the one in hand first", () => {
    expect(beyondRest({ calls: [sato, tanaka] })).toEqual([
      "Mute Tanaka Yuki",
      "Mute Sato Ken",
      "Hold Tanaka Yuki",
      "Take Sato Ken back",
      "Switch to Sato Ken",
      "Hang up Tanaka Yuki",
      "Hang up Sato Ken",
    ]);
  });

  test("with a call whose server is lost does not hold it, and calls it back once it is stranded", () => {
    const lost = aServer({ state: "lost" });
    const facts = { servers: [lost, aBackupServer()], nextCall: aNextCall("backup", "primaryNotReady") };
    expect(beyondRest({ ...facts, calls: [{ ...tanaka, signalling: "lost" }] })).toEqual([
      "Mute Tanaka Yuki",
      "Hang up Tanaka Yuki",
    ]);
    expect(beyondRest({ ...facts, calls: [{ ...tanaka, state: "stranded" }] })).toEqual([
      "Call back Tanaka Yuki",
      "Hang up Tanaka Yuki",
    ]);
  });

  test("with one server, or without the phone, chooses no server", () => {
    expect(wordsOf({ servers: [aServer()] })).not.toContain("New calls first through Main");
    expect(wordsOf({ engine: { state: "lost" } })).not.toContain("Do not disturb");
  });

  test("is known again by its key, and grave where it ends something", () => {
    const offers = listOffers(aSnapshot({ calls: [sato, tanaka, anIncomingCall()] }));
    expect(new Set(offers.map(keyOfOffer)).size).toBe(offers.length);
    expect([...new Set(offers.filter(({ isGrave }) => isGrave).map(({ action }) => action))]).toEqual([
      "decline",
      "hangUp",
    ]);
  });
});

test("a key acts on the call in hand, and the one that calls back answers the party who calls back itself", () => {
  const snapshot = aSnapshot({ calls: [sato, tanaka] });
  expect(offerOf("mute", snapshot)?.deed).toEqual({
    kind: "command",
    command: { type: "call.mute", callId: "tanaka" },
  });
  expect(offerOf("rescue", snapshot)).toBeNull();
  const returning = aSnapshot({ calls: [anIncomingCall({ id: "back", rescueOf: sato.id })] });
  expect(offerOf("rescue", returning)?.deed).toEqual({
    kind: "command",
    command: { type: "call.answer", callId: "back" },
  });
  expect(offerOf("hangUp", aSnapshot({ calls: [aCall({ id: "dialled" })] }))?.about).toBe("dialled");
});

test("of several lost calls, the keys call back the conversation that began first, as the window shows it", () => {
  const before = anEndedCall({ by: "system", reason: "serverLost" }, { id: "before", atStarted: 1_000 });
  const other = anActiveCall({ id: "other", state: "stranded", atStarted: 2_000 });
  const again = anActiveCall({ id: "again", state: "stranded", rescueOf: "before", atStarted: 3_000 });
  const snapshot = aSnapshot({ calls: [before, other, again] });
  expect(listOffers(snapshot).flatMap(({ action, about }) => (action === "rescue" ? [about] : []))).toEqual([
    "again",
    "other",
  ]);
  expect(offerOf("rescue", snapshot)?.about).toBe("again");
});

test("whatever has keys has a name", () => {
  const named = [...keyedActions, ...globalActions].map((action) => say(actionNames[action]));
  expect(named.filter((name) => name === "" || name.includes("{{"))).toEqual([]);
});
