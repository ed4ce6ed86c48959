/** Another desk's extension that was taken over: remembered by account until every server says that it is given back. */
import { describe, expect, it } from "vitest";
import { createTakenDesks } from "../../../electron/settings/taken-desks.ts";
import type { TakenDesk } from "../../../electron/settings/stored-settings.ts";
import type { Desk } from "../../../shared/model/agent.ts";
import type { PhoneConfig } from "../../../shared/model/phone-config.ts";
import { aDesk, anAgent } from "../../builders/an-agent.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { toConfig } from "../../simulation/simulated-desk.ts";

function anOffice(config: PhoneConfig | null = toConfig()) {
  let kept: TakenDesk[] = [];
  let current = config;
  const store = { read: () => kept, write: (desks: TakenDesk[]) => void (kept = desks) };
  const desks = createTakenDesks(store, () => current);
  const say = (desk: Desk | null): void => {
    const agent = desk === null ? null : anAgent({ desk });
    desks.outlet.receive({ type: "agent.changed", at: 1, seq: 1, agent }, aSnapshot({ agent }));
  };
  return { desks, say, kept: () => kept, use: (next: PhoneConfig | null) => void (current = next) };
}

const ofOther = (config: PhoneConfig) => ({ ...config, account: { ...config.account, user: "1009" } });

describe("a desk that was taken over", () => {
  it("is told to every engine from now on, and to none of another account", () => {
    const { desks, say, use, kept } = anOffice();
    expect(desks.phone()).toEqual(toConfig());
    say(aDesk("ready", "2001"));
    say(aDesk("ready", "2002"));
    expect(kept()).toEqual([{ url: "wss://main.test/ws", user: "1001", extension: "2002" }]);
    expect(desks.phone()).toEqual({ ...toConfig(), takenDesk: "2002" });
    use(ofOther(toConfig()));
    expect(desks.phone()).toEqual(ofOther(toConfig()));
    say(aDesk("out"));
    use(toConfig());
    expect(desks.phone()?.takenDesk).toBe("2002");
  });

  it("is forgotten once every server says that it is given back, and not while one cannot be asked", () => {
    const { desks, say } = anOffice();
    say(aDesk("ready", "2001"));
    const [main, backup] = aDesk("out").servers;
    if (main === undefined || backup === undefined) throw new Error("two servers");
    for (const desk of [
      aDesk("unknown"),
      { ...aDesk("out"), servers: [main, { ...backup, state: "unknown" as const }] },
    ]) {
      say(desk);
      expect(desks.phone()?.takenDesk).toBe("2001");
    }
    say(aDesk("out"));
    expect(desks.phone()).toEqual(toConfig());
  });

  it("stays while nobody is signed in, or the document has no code for it just now", () => {
    const { desks, say, use } = anOffice();
    say(aDesk("ready", "2001"));
    say(null);
    use(null);
    say(aDesk("out"));
    expect(desks.phone()).toBeNull();
    use(toConfig());
    expect(desks.phone()?.takenDesk).toBe("2001");
  });
});
