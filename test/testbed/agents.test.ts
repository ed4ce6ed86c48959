// What a real queue of Asterisk does with feature codes, and what its hints tell: docs/decisions/0021 stands on this.
import { afterAll, beforeAll, expect, it } from "vitest";
import { ServerId } from "../../shared/model/ids.ts";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { registerOnNode } from "./register-on-node.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

const serverId = ServerId.parse("main");

describeWithAsterisk("agents on Asterisk", () => {
  let testbed: Testbed;
  beforeAll(async () => {
    testbed = await startTestbed();
  });
  afterAll(() => testbed?.stop());

  async function register(user: string) {
    const { adapter, events } = await registerOnNode(testbed, user);
    let services = 0;
    const dial = async (target: string) => {
      services += 1;
      const serviceId = services;
      adapter.perform({ type: "service.call", serverId, connection: 1, serviceId, target });
      const ended = () => events.find((event) => event.type === "service.ended" && event.serviceId === serviceId);
      await expect.poll(ended).toBeDefined();
      const end = ended();
      return end?.type === "service.ended" ? end.code : undefined;
    };
    ["member", "paused"].forEach((kind, index) =>
      adapter.perform({
        type: "subscription.send",
        serverId,
        connection: 1,
        subscriptionId: index + 1,
        of: "line",
        resource: `${kind}-500-${user}`,
        expiresS: 600,
      }),
    );
    const told = (id: number) => {
      const last = events.findLast((event) => event.type === "subscription.notified" && event.subscriptionId === id);
      return last?.type === "subscription.notified" && last.news?.of === "line" ? last.news.state : null;
    };
    const hints = () => [told(1), told(2)];
    return { adapter, events, dial, hints };
  }
  const members = () => testbed.main.cli("queue show 500");

  it("a code is obeyed before its answer, the hints tell it, and a pause of who is no member is refused", async () => {
    const { adapter, dial, hints } = await register("1001");
    await expect.poll(hints).toEqual(["idle", "idle"]);
    expect(await dial("*47500*1")).toBeGreaterThanOrEqual(400);
    expect(await dial("*45500")).toBe(200);
    expect(await members()).toContain("PJSIP/1001");
    await expect.poll(hints).toEqual(["busy", "idle"]);
    expect(await dial("*47500*1")).toBe(200);
    expect(await members()).toContain("(paused:1 ");
    await expect.poll(hints).toEqual(["busy", "busy"]);
    expect(await dial("*48500")).toBe(200);
    await expect.poll(hints).toEqual(["busy", "idle"]);
    expect(await dial("*46500")).toBe(200);
    await expect.poll(hints).toEqual(["idle", "idle"]);
    expect(await testbed.main.channels()).toBe(0);
    adapter.dispose();
  });

  it("who does not take a call is paused by the server, and the hint tells that too", async () => {
    const { adapter, events, dial, hints } = await register("1002");
    await dial("*45500");
    await expect.poll(hints).toEqual(["busy", "idle"]);
    await testbed.main.cli("channel originate Local/500@operators application Wait 20");
    await expect.poll(() => events.map(({ type }) => type)).toContain("leg.offered");
    for (const event of events)
      if (event.type === "leg.offered") adapter.perform({ type: "leg.reject", inviteId: event.inviteId, code: 486 });
    await expect.poll(hints).toEqual(["busy", "busy"]);
    expect(await members()).toContain("paused:Auto-Pause");
    await testbed.main.hangUpAll();
    adapter.dispose();
  });
});
