/** Every state the window can show, by name: the gallery, the pictures and the component tests all draw from here. */
import { CallEndReason, type CallEndBy } from "../../shared/model/call.ts";
import { CallId } from "../../shared/model/ids.ts";
import { heldFrom } from "./held-from.ts";
import { colleaguesAndVoicemail } from "./colleague-fixtures.ts";
import { beingSetUp } from "./set-up-fixtures.ts";
import { inQueues } from "./queue-fixtures.ts";
import { parkedCalls } from "./parking-fixtures.ts";
import { afterCalls } from "./wrap-up-fixtures.ts";
import { lostMain, throughBackup } from "./lost-main.ts";
import { givingAway } from "./giving-away-fixtures.ts";
import { recording } from "./recording-fixtures.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { aCall, aLeg, anActiveCall, anAttempt, anEndedCall, anIncomingCall } from "../builders/a-call.ts";
import { aBackupServer, aServer, atFixture } from "../builders/a-server.ts";
import { noForwarding } from "../../shared/model/forwarding.ts";
import { HeldSetting } from "../../shared/model/operator-policy.ts";
import { defaultSettings } from "../../shared/model/settings.ts";
import { aNextCall, aSnapshot, someDevices } from "../builders/a-snapshot.ts";

const tanaka = { number: "03-1234-5678", name: "Tanaka Yuki" };

const known = {
  number: "03-1234-5678",
  name: "ACME SUPPORT",
  known: { name: "田中 由紀", company: "Tanaka Ltd.", from: "own" },
} as const;

const carriedOver = [
  anAttempt({ outcome: "carriedOver", why: "noResponse", ms: 412 }),
  anAttempt({ serverId: "backup", outcome: "ringing" }),
];

const bothInHand = [
  anActiveCall({ id: "held", held: true, remote: { number: "0451112222", name: "Sato Ken" } }),
  anActiveCall({ id: "talking", remote: tanaka, atStarted: atFixture - 60_000, atAnswered: atFixture - 55_000 }),
];

const longNamedDevice = {
  id: "in-long",
  label: "Headset Microphone (Plantronics Blackwire 5220 Series USB Audio Class 2.0 Adapter, Port 3) (047f:c053)",
};

export const fixtures = {
  bothReady: aSnapshot(),
  bothReadyWithRecent: aSnapshot({ calls: recentCalls() }),
  mainLost: aSnapshot({ servers: [lostMain, aBackupServer()], nextCall: throughBackup }),
  none: aSnapshot({
    servers: [lostMain, aBackupServer({ ...withoutId(lostMain), name: "Backup", role: "backup" })],
    nextCall: aNextCall("main", "lastResort"),
  }),
  refused: aSnapshot({
    servers: [
      aServer({
        state: "refused",
        rttMs: 14,
        atNextTry: atFixture + 840_000,
        reason: { kind: "wrongCredentials", message: "Main refused the password.", code: 401 },
      }),
      aBackupServer(),
    ],
    nextCall: throughBackup,
  }),
  doubtful: aSnapshot({ servers: [aServer({ state: "doubtful" }), aBackupServer()], nextCall: throughBackup }),
  draining: aSnapshot({
    servers: [aServer({ draining: true }), aBackupServer()],
    nextCall: aNextCall("backup", "draining"),
  }),
  starting: aSnapshot({
    servers: [aServer({ state: "registering", rttMs: null }), aBackupServer({ state: "connecting", rttMs: null })],
    nextCall: aNextCall("main", "lastResort"),
  }),
  dnd: aSnapshot({ dnd: true }),
  dialling: aSnapshot({ calls: [aCall()] }),
  carriedOver: aSnapshot({
    servers: [lostMain, aBackupServer()],
    nextCall: throughBackup,
    calls: [aCall({ state: "ringing", serverId: "backup", remote: tanaka, attempts: carriedOver })],
  }),
  ringingIn: aSnapshot({ calls: [anIncomingCall()] }),
  ringingInTwice: aSnapshot({
    calls: [
      anIncomingCall(),
      anIncomingCall({
        id: "call-2",
        serverId: "backup",
        remote: { number: "+442071838750", name: null },
        atStarted: atFixture - 1_000,
      }),
      ...recentCalls(),
    ],
  }),
  active: aSnapshot({ calls: [anActiveCall({ remote: tanaka })] }),
  activeAndRinging: aSnapshot({
    calls: [
      anActiveCall({ remote: tanaka }),
      anIncomingCall({ id: "call-2", remote: { number: "0667778888", name: "Mori Aya" } }),
    ],
  }),
  held: aSnapshot({ calls: [anActiveCall({ remote: tanaka, held: true })] }),
  muted: aSnapshot({ calls: [anActiveCall({ remote: tanaka, muted: true })] }),
  twoCalls: aSnapshot({ calls: bothInHand }),
  ...givingAway,
  ...recording,
  ...colleaguesAndVoicemail,
  ...inQueues,
  ...afterCalls,
  ...parkedCalls,
  signallingLost: aSnapshot({
    servers: [lostMain, aBackupServer()],
    nextCall: throughBackup,
    calls: [anActiveCall({ remote: tanaka, signalling: "lost" })],
  }),
  stranded: aSnapshot({
    servers: [lostMain, aBackupServer()],
    nextCall: throughBackup,
    calls: [anActiveCall({ remote: tanaka, state: "stranded", signalling: "lost" })],
  }),
  strandedAlone: aSnapshot({
    servers: [lostMain, aBackupServer({ ...withoutId(lostMain), name: "Backup", role: "backup" })],
    nextCall: aNextCall("main", "lastResort"),
    calls: [anActiveCall({ remote: tanaka, state: "stranded", signalling: "lost" })],
  }),
  callingBack: aSnapshot({
    servers: [lostMain, aBackupServer()],
    nextCall: throughBackup,
    calls: [
      anEndedCall({ by: "system", reason: "rescued" }, { id: "lost", remote: tanaka }),
      aCall({
        serverId: "backup",
        rescueOf: "lost",
        remote: tanaka,
        atFirstAnswered: atFixture - 161_000,
        note: "Wants the March invoice again",
      }),
    ],
  }),
  returning: aSnapshot({
    servers: [lostMain, aBackupServer()],
    nextCall: throughBackup,
    calls: [
      anEndedCall({ by: "system", reason: "rescued" }, { id: "lost", direction: "incoming", remote: tanaka }),
      anIncomingCall({ serverId: "backup", rescueOf: "lost", remote: tanaka, atFirstAnswered: atFixture - 161_000 }),
    ],
  }),
  endedLost: aSnapshot({
    servers: [lostMain, aBackupServer()],
    nextCall: throughBackup,
    calls: [anEndedCall({ by: "system", reason: "serverLost" }, { remote: tanaka })],
  }),
  endings: aSnapshot({ calls: everyEnding() }),
  ...beingSetUp,
  staleConfiguration: aSnapshot({
    configuration: {
      state: "stale",
      problem: 'policy.json: servers: exactly one server must have the role "primary"; there are 2',
      setUp: "closed",
    },
  }),
  certificatesEnd: aSnapshot({
    certificates: [
      { servers: ["Main"], host: "pbx1.example.com", atEnd: atFixture + 10 * 86_400_000 },
      { servers: ["Backup"], host: "pbx2.example.com", atEnd: atFixture - 86_400_000 },
    ],
  }),
  nothingIsKept: aSnapshot({
    keeping: { trouble: "readOnly", setAside: ["/home/anna/.config/Tandem/settings.json.bad"] },
  }),
  engineLost: aSnapshot({ engine: { state: "lost" } }),
  microphoneDenied: aSnapshot({
    calls: [anActiveCall({ remote: tanaka })],
    devices: {
      microphone: { state: "denied", message: "The microphone is not permitted.", open: false, device: null },
      ...someDevices,
    },
  }),
  longNames: aSnapshot({
    servers: [
      aServer({ name: "Rechenzentrum Frankfurt-Sossenheim Haupthaus" }),
      aBackupServer({ name: "Rechenzentrum Düsseldorf-Nord Ausweichstandort" }),
    ],
    calls: [
      anActiveCall({
        remote: {
          number: "+4969123456789012345678",
          name: "Donaudampfschifffahrtsgesellschaftskapitän Maximilian von und zu Hohenzollern-Sigmaringen",
        },
      }),
    ],
  }),
  goodSound: aSnapshot({
    calls: [anActiveCall({ remote: tanaka, quality: { mos: 4.2, lossPct: 0, jitterMs: 4, rttMs: 24 } })],
  }),
  poorSound: aSnapshot({
    calls: [anActiveCall({ remote: tanaka, quality: { mos: 2.7, lossPct: 8.4, jitterMs: 60, rttMs: 240 } })],
  }),
  mutedSpeaking: aSnapshot({
    calls: [
      anActiveCall({
        remote: tanaka,
        muted: true,
        atSpokeMuted: atFixture - 1_000,
        quality: { mos: 4.2, lossPct: 0, jitterMs: 4, rttMs: 24 },
      }),
    ],
  }),
  missedCalls: aSnapshot({ calls: recentCalls(), missed: 3 }),
  /** Names that begin with `found` have something typed; `history-fixtures.ts` says what, and what is found. */
  found: aSnapshot(),
  foundOne: aSnapshot(),
  foundLong: aSnapshot(),
  foundNone: aSnapshot(),
  foundRecorded: aSnapshot({
    history: { state: "ready", trouble: null, mayErase: true, mayExport: true, recordings: "playable" },
  }),
  historyLost: aSnapshot({
    calls: recentCalls(),
    history: { state: "lost", trouble: null, mayErase: true, mayExport: true, recordings: "hidden" },
  }),
  historyDamaged: aSnapshot({
    history: { state: "ready", trouble: "damaged", mayErase: true, mayExport: true, recordings: "hidden" },
  }),
  /** Names that begin with `people` show contacts; `people-fixtures.ts` says which, and what is pressed. */
  people: aSnapshot(),
  peopleNone: aSnapshot(),
  foundPeople: aSnapshot(),
  foundNobodyThere: aSnapshot(),
  knownCaller: aSnapshot({
    calls: [
      anActiveCall({ remote: known }),
      anIncomingCall({
        id: "call-2",
        remote: {
          number: "+4930123456",
          name: null,
          known: { name: "Groß, Änne", company: "Donaudampfschifffahrtsgesellschaft mbH", from: "directory" },
        },
      }),
    ],
  }),
  settings: aSnapshot(),
  settingsHeadsets: aSnapshot({
    headsets: [
      { id: "headset-1", name: "Jabra Link 380", usb: "0b0e:24c8", state: "ready", keys: "both" },
      { id: "headset-2", name: "Plantronics Blackwire 3220 Series", usb: "047f:c056", state: "blocked", keys: "both" },
      { id: "headset-3", name: "Hub", usb: "17ef:a396", state: "ready", keys: "mute" },
    ],
  }),
  settingsChosen: aSnapshot({
    settings: {
      ...defaultSettings,
      appearance: "dark",
      contrast: "more",
      microphone: someDevices.inputs[0] ?? null,
      speaker: { id: "gone", label: "Plantronics Blackwire 5220" },
      ringVolume: 0,
      ringsOnSpeaker: true,
    },
    calls: [anActiveCall({ remote: tanaka })],
  }),
  forwarded: aSnapshot({
    settings: {
      ...defaultSettings,
      forwarding: { ...noForwarding, always: { isOn: true, to: "+4930901820123456" } },
    },
  }),
  settingsForwarding: aSnapshot({
    settings: {
      ...defaultSettings,
      forwarding: {
        always: { isOn: false, to: null },
        busy: { isOn: true, to: "1003" },
        unanswered: { isOn: true, to: "+4930901820123456" },
        unansweredAfterS: 20,
      },
    },
  }),
  settingsHeld: aSnapshot({
    settings: {
      ...defaultSettings,
      echoCancellation: false,
      autoGain: false,
      codecs: ["pcma", "opus"],
      microphone: longNamedDevice,
    },
    heldSettings: HeldSetting.options.filter((setting) => setting in heldFrom),
    heldFrom,
    devices: {
      microphone: { state: "ok", message: null, open: false, device: null },
      inputs: [longNamedDevice],
      outputs: [longNamedDevice],
      systemOutput: null,
    },
  }),
  /** Own keys: two that cannot be, one that another program has, one cleared. */
  settingsKeys: aSnapshot({
    settings: {
      ...defaultSettings,
      chords: { mute: "Mod+Shift+F2", hold: "Mod+Shift+F2", keypad: null, decline: "Strg+D", rescue: "F13" },
      globalChords: { showWindow: "Mod+Shift+F8", hangUp: "Mod+Shift+A" },
    },
  }),
  settingsKeysHeld: aSnapshot({
    settings: { ...defaultSettings, notifications: false, globalChords: { answer: "F13", hangUp: "F13" } },
    heldSettings: ["notifications", "chords", "globalChords"],
  }),
  /** Names that begin with `bar` have the command bar open. */
  bar: aSnapshot({
    calls: [
      anActiveCall({ remote: tanaka }),
      anIncomingCall({ id: "call-2", remote: { number: "0667778888", name: "Mori Aya" } }),
    ],
  }),
  barAtRest: aSnapshot({ dnd: true }),
  /** Names that begin with `incidents` show what happened; `incident-fixtures.ts` says what. */
  incidents: aSnapshot({ servers: [lostMain, aBackupServer()], nextCall: throughBackup }),
  incidentsNone: aSnapshot(),
  /** Names that begin with `card` show the small window above all others. */
  cardRinging: aSnapshot({ calls: [anIncomingCall()] }),
  cardKnown: aSnapshot({ calls: [anIncomingCall({ remote: known })] }),
  cardTwice: aSnapshot({
    calls: [
      anIncomingCall(),
      anIncomingCall({ id: "call-2", serverId: "backup", remote: { number: null, name: null }, atStarted: atFixture }),
    ],
  }),
  manyScripts: aSnapshot({
    calls: [
      anActiveCall({ id: "cyrillic", remote: { number: "+74951234567", name: "Александра Константинопольская" } }),
      anActiveCall({
        id: "japanese",
        held: true,
        remote: { number: "0312345678", name: "株式会社東京第一営業部 田中 由紀" },
      }),
      anIncomingCall({ id: "arabic", remote: { number: "+97144567890", name: "\u202eمحمد عبد الرحمن" } }),
    ],
  }),
} as const satisfies Record<string, Snapshot>;

function withoutId({ id: _id, ...server }: typeof lostMain) {
  return server;
}

function recentCalls() {
  return [
    anEndedCall(
      { by: "system", reason: "missed" },
      {
        id: "missed",
        direction: "incoming",
        remote: { number: "0667778888", name: "Mori Aya" },
        atStarted: atFixture - 40_000,
        atAnswered: null,
        attempts: [],
        legs: [aLeg({ outcome: "cancelled", atEnded: atFixture - 20_000 })],
        atEnded: atFixture - 20_000,
      },
    ),
    anEndedCall({}, { id: "done", remote: tanaka, atEnded: atFixture - 25_000 }),
    anEndedCall(
      { reason: "busy", code: 486 },
      { id: "busy", remote: { number: "0451112222", name: null }, atAnswered: null, atEnded: atFixture - 45_000 },
    ),
    anEndedCall(
      { by: "local" },
      {
        id: "carried",
        serverId: "backup",
        remote: { number: "0120444555", name: "Warehouse" },
        atEnded: atFixture - 50_000,
        attempts: [
          anAttempt({ outcome: "carriedOver", why: "serverUnavailable", code: 503, ms: 8 }),
          anAttempt({ serverId: "backup", outcome: "answered", code: 200, ms: 900 }),
        ],
      },
    ),
  ];
}

function everyEnding() {
  const bySystem: readonly CallEndBy[] = ["system"];
  const sides: Partial<Record<CallEndReason, readonly CallEndBy[]>> = {
    hungUp: ["local", "remote", "server"],
    cancelled: ["local", "remote"],
    declined: ["local", "remote"],
  };
  return CallEndReason.options.flatMap((reason) =>
    (sides[reason] ?? bySystem).map((by) =>
      anEndedCall(
        { by, reason },
        {
          id: CallId.parse(`${reason}-${by}`),
          remote: { number: "0312345678", name: `${reason} (${by})` },
          atAnswered: null,
        },
      ),
    ),
  );
}
