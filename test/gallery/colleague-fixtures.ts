/** Colleagues' lines and the voicemail lamp: every state of them that the window can show. */
import { anActiveCall } from "../builders/a-call.ts";
import { anAgent } from "../builders/an-agent.ts";
import { aColleague, aMailbox, aVoicemail } from "../builders/a-colleague.ts";
import { aBackupServer } from "../builders/a-server.ts";
import { aSnapshot } from "../builders/a-snapshot.ts";
import { lostMain, throughBackup } from "./lost-main.ts";
import { ServerId } from "../../shared/model/ids.ts";
import { defaultSettings } from "../../shared/model/settings.ts";

const main = ServerId.parse("main");
const backup = ServerId.parse("backup");
const own = { extension: "2040", name: "Warehouse" };

const office = [
  aColleague(),
  aColleague({ extension: "1003", name: "Sato Ken", state: "ringing" }),
  aColleague({
    extension: "1004",
    name: "Mori Aya",
    state: "busy",
    tells: [
      { serverId: main, state: "idle" },
      { serverId: backup, state: "busy" },
    ],
  }),
  aColleague({ extension: "1005", name: "Tani Jun", state: "busy" }),
  aColleague({ ...own, own: true, state: "unknown" }),
];
const long = aColleague({
  extension: "4969123456789012345678",
  name: "Donaudampfschifffahrtsgesellschaftskapitän Maximilian von und zu Hohenzollern-Sigmaringen",
  state: "busy",
  tells: [{ serverId: backup, state: "busy" }],
  own: true,
});
const settings = { ...defaultSettings, colleagues: [own] };
const oneTells = office.map((one) =>
  one.state === "unknown" ? one : { ...one, tells: [{ serverId: backup, state: one.state }] },
);

export const colleaguesAndVoicemail = {
  colleagues: aSnapshot({ colleagues: office, settings, voicemail: aVoicemail() }),
  colleaguesWithCodes: aSnapshot({
    colleagues: office,
    settings,
    agent: anAgent({ queues: [], may: { pickUp: true, listen: true, whisper: true } }),
  }),
  colleaguesNone: aSnapshot(),
  colleaguesLongNames: aSnapshot({ colleagues: [long, ...office], settings }),
  colleaguesMainLost: aSnapshot({
    servers: [lostMain, aBackupServer()],
    nextCall: throughBackup,
    colleagues: oneTells,
    settings,
    voicemail: aVoicemail([
      aMailbox({ state: "stale" }),
      aMailbox({ serverId: backup, waiting: false, fresh: 0, old: 0 }),
    ]),
  }),
  activeWithColleagues: aSnapshot({
    calls: [anActiveCall({ remote: { number: "03-1234-5678", name: "Tanaka Yuki" } })],
    colleagues: office,
    settings,
    voicemail: aVoicemail([aMailbox({ waiting: false, fresh: 0, old: 0 })]),
  }),
  messagesWait: aSnapshot({ voicemail: aVoicemail([aMailbox(), aMailbox({ serverId: backup, fresh: 120 })]) }),
  messagesWithoutNumber: aSnapshot({ voicemail: aVoicemail([aMailbox({ number: null, fresh: 0, old: 0 })]) }),
};
