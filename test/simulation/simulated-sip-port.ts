/** What a day does to the SIP port in virtual time, and to the machines behind it. */
import type { InviteId, ServerId } from "../../shared/model/ids.ts";
import type { PhoneConfig } from "../../shared/model/phone-config.ts";
import type { SipEffect } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { SimulatedServer } from "./simulated-server.ts";
import type { Way } from "./simulated-wire.ts";

export type SimulatedSip = {
  /** By the name of the machine: the first label of the host in a server's URL. */
  readonly servers: ReadonlyMap<ServerId, SimulatedServer>;
  /** The machine behind a configured server. */
  readonly machineOf: (serverId: ServerId) => SimulatedServer | null;
  readonly configure: (config: PhoneConfig | null) => void;
  readonly perform: (effect: SipEffect) => void;
  /** Nothing comes through, or nothing that goes one way; closing it lets TCP send everything again. */
  readonly openHole: (machine: ServerId, way?: Way) => void;
  readonly closeHole: (machine: ServerId) => void;
  /** Every byte takes that much longer, each way, ms. */
  readonly delay: (machine: ServerId, delayMs: number) => void;
  /** No answer of this machine reaches the phone. */
  readonly isMute: (machine: ServerId) => boolean;
  readonly crash: (machine: ServerId) => void;
  readonly dropSocket: (machine: ServerId) => void;
  /** The far side hangs up; the server says so on the socket it knows. */
  readonly byeFromServer: (inviteId: InviteId) => void;
  /** When a microphone is missing every offer fails. */
  hasMicrophone: boolean;
  /** When servers do not, each hold and each end of one is refused. */
  obeysHold: boolean;
};
