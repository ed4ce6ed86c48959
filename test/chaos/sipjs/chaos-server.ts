/** One embedded PBX with its line, every fault of the plan on command, and a memory that outlives its crashes. */
import type { CallEntry } from "../../pbx/calls/call-book.ts";
import { connectPhone, type RawPhone } from "../../pbx/raw-phone.ts";
import { startPbx, type Pbx } from "../../pbx/start-pbx.ts";
import { header } from "../../testbed/sip-message.ts";
import { uriOf } from "../../pbx/sip/sip-fields.ts";
import { createActiveFaults } from "../active-faults.ts";
import type { Fault, ServerName } from "../chaos-plan.ts";
import { createChaosLine, type ChaosLine } from "./chaos-line.ts";

export type ChaosServer = {
  readonly name: ServerName;
  readonly pbx: Pbx;
  readonly line: ChaosLine;
  readonly strike: (fault: Fault) => void;
  /** The seat's computer sleeps: to this line it is as if both ways were lost. */
  readonly setAsleep: (isAsleep: boolean) => void;
  /** Ends every fault at once. */
  readonly mend: () => Promise<void>;
  /** No answer of this server reaches the seat. */
  readonly isMute: () => boolean;
  /** When the seat heard the last of it, monotonic ms. */
  readonly atLastSign: () => number;
  /** Nothing is wrong with it, and the seat's own Contact is bound to an open socket. */
  readonly isSound: () => boolean;
  /** Counts up at every fault that begins or ends. */
  readonly turns: () => number;
  /** Every call, also those that a crash wiped out: these are over. */
  readonly calls: () => readonly CallEntry[];
  readonly stop: () => Promise<void>;
};

export type Account = { readonly user: string; readonly password: string };

export async function startChaosServer(name: ServerName, account: Account): Promise<ChaosServer> {
  const accounts = new Map([[account.user, account.password]]);
  const pbx = await startPbx({ id: name, name, accounts, isSilent: true });
  const line = createChaosLine();
  const wiped: CallEntry[] = [];
  const strangers = new Set<RawPhone>();
  /** What is still being switched off or on; nothing overtakes it. */
  let work = Promise.resolve();
  let turns = 0;
  let isAsleep = false;
  let isOver = false;

  const faults = createActiveFaults({ onBegin: begin, onEnd: end, onFlap: line.reset, shortestFlapMs: 100 });
  const { has, slowestMs } = faults;

  async function crash(): Promise<void> {
    wiped.push(...pbx.calls().map((call) => ({ ...call, state: "ended" as const })));
    await pbx.crash();
  }

  async function signInElsewhere(fault: Fault): Promise<void> {
    if (pbx.state() !== "up") return;
    const phone = await connectPhone(pbx, account.user, account.password);
    strangers.add(phone);
    if (!faults.all.has(fault)) return leave();
    await phone.register();
  }

  function leave(): void {
    for (const phone of strangers) phone.drop();
    strangers.clear();
  }

  /** Makes the server and its line what the faults that are active want them to be. */
  function settle(): void {
    turns += 1;
    const { isHeld } = line;
    if (isHeld() && !has("blackHole", "deafWay", "dumbWay") && !isAsleep) line.release();
    if (has("blackHole", "deafWay") || isAsleep) line.hold("up");
    if (has("blackHole", "dumbWay") || isAsleep) line.hold("down");
    line.delay(slowestMs("delay"));
    line.slowDown200(slowestMs("slow200"));
    pbx.overload(has("overload"));
    pbx.distrust(has("challengeLoop"));
    if (has("freeze")) pbx.freeze();
    else pbx.thaw();
    if (!has("takeOver")) leave();
  }

  function begin(fault: Fault): void {
    if (fault.kind === "crash") work = work.then(crash);
    if (fault.kind === "forget") pbx.forgetRegistrations();
    if (fault.kind === "dropSocket") line.reset();
    // A second sign-in that meets another fault does not come about.
    if (fault.kind === "takeOver") signInElsewhere(fault).catch(() => undefined);
    settle();
  }

  function end(fault: Fault): void {
    if (fault.kind === "crash" && !has("crash")) work = work.then(pbx.start);
    work = work.then(settle);
  }

  const ownContacts = (): ReadonlySet<string> =>
    new Set(
      line.said
        .filter(({ way, message }) => way === "up" && message.method === "REGISTER")
        .map(({ message }) => uriOf(header(message, "Contact"))),
    );

  return {
    name,
    pbx,
    line,
    strike(fault) {
      if (!isOver) faults.strike(fault);
    },
    setAsleep(next) {
      isAsleep = next;
      settle();
    },
    async mend() {
      isOver = true;
      isAsleep = false;
      faults.endAll();
      work = work.then(settle);
      await work;
    },
    isMute: () => pbx.state() !== "up" || line.isHeld(),
    atLastSign: () => line.said.findLast(({ way }) => way === "down")?.at ?? 0,
    isSound() {
      if (faults.all.size > 0 || isAsleep || pbx.state() !== "up") return false;
      const [binding] = pbx.registrations();
      return binding !== undefined && binding.flow.isOpen() && ownContacts().has(binding.contact);
    },
    turns: () => turns,
    calls: () => [...wiped, ...pbx.calls()],
    async stop() {
      leave();
      await work;
      await pbx.stop();
    },
  };
}
