/** Calls that outlast their session timer (RFC 4028) on a real Asterisk, which refreshes and ends what is not refreshed. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SipEvent } from "../../renderer/engine/core/sip-vocabulary.ts";
import type { SipjsAdapter } from "../../renderer/engine/adapters/sipjs/sipjs-adapter.ts";
import { CallId, InviteId, ServerId } from "../../shared/model/ids.ts";
import { PolicyDocument } from "../../shared/model/policy-document.ts";
import { toPhoneConfig } from "../../shared/model/to-phone-config.ts";
import { isBench } from "../e2e/trials.ts";
import { createAdapterOnNode } from "../testbed/adapter-on-node.ts";
import { describeWithAsterisk } from "../testbed/describe-with-asterisk.ts";
import { placeIncoming } from "../testbed/place-incoming.ts";
import { startTestbed, type Testbed } from "../testbed/start-testbed.ts";

/** The shortest that RFC 4028 §5 allows. */
const sessionExpiresS = 90;
/** Beyond the expiry, and beyond the second refresh, which comes at half of it each time, ms. */
const callLastsMs = 100_000;
/** What every test run has time for. */
const sliceLastsMs = 1_000;
const serverId = ServerId.parse("main");
const dialled = InviteId.parse("dialled");

describeWithAsterisk("calls that outlast their session timer", () => {
  let testbed: Testbed;
  let adapter: SipjsAdapter;
  const events: SipEvent[] = [];
  const lines: string[] = [];

  const until = async <Type extends SipEvent["type"]>(type: Type) => {
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; await sleep(5)) {
      const found = events.find((event): event is Extract<SipEvent, { type: Type }> => event.type === type);
      if (found !== undefined) return found;
    }
    throw new Error(`no ${type}; there were ${events.map((event) => event.type).join(", ")}`);
  };

  beforeAll(async () => {
    testbed = await startTestbed({ sessionExpiresS });
    adapter = createAdapterOnNode((text) => lines.push(text));
    adapter.listen((event) => events.push(event));
    adapter.configure(toPhoneConfig(PolicyDocument.parse(testbed.policyDocument("1001"))));
    adapter.perform({ type: "socket.open", serverId, connection: 1 });
    await until("socket.opened");
    adapter.perform({ type: "register.send", serverId, connection: 1, expiresS: 120 });
    await until("register.answered");
  });
  afterAll(async () => {
    adapter?.dispose();
    await testbed?.stop();
  });

  it(
    isBench()
      ? "are refreshed by the server, one of each direction, and both are up afterwards"
      : "stand, one of each direction, and are not refreshed before their time",
    { timeout: callLastsMs + 60_000 },
    async () => {
      const lastsMs = isBench() ? callLastsMs : sliceLastsMs;
      const order = { inviteId: dialled, callId: CallId.parse("call"), serverId, target: "600", attemptId: "dialled" };
      adapter.perform({ type: "attempt.invite", ...order });
      await until("attempt.answered");
      const caller = placeIncoming({ server: testbed.main, to: "1001", fromNumber: "0312345678" });
      const { inviteId } = await until("leg.offered");
      adapter.perform({ type: "leg.accept", inviteId });
      await until("leg.acknowledged");
      await sleep(lastsMs);
      const refreshes = lines.filter((line) => line.includes("< INVITE ") && /\| To: [^|]*;tag=/iu.test(line));
      const refreshed = new Set(refreshes.map((line) => /\| Call-ID: ([^|]*)/iu.exec(line)?.[1]));
      console.log(`${refreshes.length} refreshes of ${refreshed.size} calls in ${lastsMs / 1_000} s`);
      expect(refreshed.size).toBe(isBench() ? 2 : 0);
      expect(events.filter(({ type }) => type === "dialog.ended")).toEqual([]);
      expect(await caller.isFinished()).toBe(false);
      await caller.hangUp();
      await until("dialog.ended");
    },
  );
});
