/** A call that is given away, asked about, or shared: every state of it that the window can show. */
import { aCall, anActiveCall, anEndedCall, anIncomingCall, aTransfer, type CallOverrides } from "../builders/a-call.ts";
import { atFixture } from "../builders/a-server.ts";
import { aSnapshot } from "../builders/a-snapshot.ts";

const tanaka = { number: "03-1234-5678", name: "Tanaka Yuki" };
const sato = { number: "1002", name: "Sato Ken" };
const waiting = (overrides: CallOverrides = {}) =>
  anActiveCall({ id: "first", held: true, remote: tanaka, ...overrides });
const asked = (overrides: CallOverrides = {}) =>
  anActiveCall({
    id: "asked",
    remote: sato,
    consultOf: "first",
    atStarted: atFixture - 20_000,
    atAnswered: atFixture - 12_000,
    ...overrides,
  });
const member = (overrides: CallOverrides) => anActiveCall({ inConference: true, ...overrides });
const ringing = aCall({ id: "asked", remote: sato, consultOf: "first", state: "ringing" });
const busy = anEndedCall(
  { by: "remote", reason: "busy", code: 486 },
  { id: "asked", remote: sato, consultOf: "first", atAnswered: null, atEnded: atFixture - 1_000 },
);
const pair = [member({ id: "first", remote: tanaka }), member({ id: "second", remote: sato, atAnswered: atFixture })];
const long = {
  number: "+4969123456789012345678",
  name: "Donaudampfschifffahrtsgesellschaftskapitän Maximilian von und zu Hohenzollern-Sigmaringen",
};

export const givingAway = {
  transferring: aSnapshot({ calls: [anActiveCall({ remote: tanaka, transfer: aTransfer() })] }),
  transferFailed: aSnapshot({
    calls: [anActiveCall({ remote: tanaka, transfer: aTransfer({ state: "failed", code: 486 }) })],
  }),
  consultRinging: aSnapshot({ calls: [waiting(), ringing] }),
  consulting: aSnapshot({ calls: [waiting(), asked()] }),
  consultingAcross: aSnapshot({ calls: [waiting(), asked({ serverId: "backup" })] }),
  consultOver: aSnapshot({ calls: [waiting(), busy] }),
  consultFirstGone: aSnapshot({ calls: [anEndedCall({}, { id: "first", remote: tanaka }), asked()] }),
  consultingLongNames: aSnapshot({ calls: [waiting({ remote: long }), asked({ remote: long, serverId: "backup" })] }),
  answeredByItself: aSnapshot({ calls: [anIncomingCall({ atAutoAnswer: atFixture + 1_000 })] }),
  conference: aSnapshot({ calls: pair }),
  conferenceMuted: aSnapshot({ calls: pair.map((call) => ({ ...call, muted: true })) }),
  conferenceHeld: aSnapshot({ calls: pair.map((call) => ({ ...call, held: true })) }),
  conferenceAcross: aSnapshot({
    calls: [
      member({ id: "first", remote: long }),
      member({ id: "second", remote: { number: null, name: null }, serverId: "backup" }),
    ],
  }),
};
