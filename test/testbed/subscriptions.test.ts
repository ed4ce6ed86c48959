// What a real server does with SUBSCRIBE and with messages it tells unasked: the lamps of docs/decisions/0019 stand on this.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ServerId } from "../../shared/model/ids.ts";
import type { Watched } from "../../renderer/engine/core/sip-vocabulary.ts";
import { unaskedOperator } from "./accounts.ts";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { registerOnNode } from "./register-on-node.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

const serverId = ServerId.parse("main");

describeWithAsterisk("subscriptions on Asterisk", () => {
  let testbed: Testbed;
  beforeAll(async () => {
    testbed = await startTestbed();
  });
  afterAll(() => testbed?.stop());

  async function register(user: string) {
    const { adapter, events, until } = await registerOnNode(testbed, user);
    const subscribe = (subscriptionId: number, watched: Watched, expiresS = 600) =>
      adapter.perform({ type: "subscription.send", serverId, connection: 1, subscriptionId, ...watched, expiresS });
    const codes = () =>
      events.flatMap((event) => (event.type === "subscription.answered" ? [[event.subscriptionId, event.code]] : []));
    return { adapter, events, subscribe, codes, until };
  }

  it("a line without a hint is 404, a known one and the own mailbox stand, are refreshed in their dialog, and end", async () => {
    const { adapter, subscribe, codes, events } = await register("1001");
    subscribe(1, { of: "line", resource: "1002" });
    subscribe(2, { of: "line", resource: "9999" });
    subscribe(3, { of: "mailbox", resource: "1001" });
    await expect.poll(codes).toHaveLength(3);
    expect(codes().toSorted(([a = 0], [b = 0]) => a - b)).toEqual([
      [1, 200],
      [2, 404],
      [3, 200],
    ]);
    subscribe(1, { of: "line", resource: "1002" });
    await expect.poll(codes).toHaveLength(4);
    const own = async () => (await testbed.main.subscriptions()).filter((one) => one.startsWith("1001 ")).sort();
    expect(await own()).toEqual(["1001 1001/message-summary", "1001 1002/dialog"]);
    subscribe(1, { of: "line", resource: "1002" }, 0);
    await expect.poll(own).toEqual(["1001 1001/message-summary"]);
    const news = events.flatMap((event) => (event.type === "subscription.notified" ? [event.news?.of] : []));
    expect(new Set(news)).toEqual(new Set(["line", "mailbox"]));
    adapter.dispose();
    await expect.poll(own).toEqual([]);
  });

  it("a mailbox that stands at the endpoint is told by itself on each registration, and refused to whoever asks", async () => {
    testbed.main.leaveMessage(unaskedOperator);
    const { adapter, events, subscribe, codes } = await register(unaskedOperator);
    const told = () =>
      events.flatMap((event) => (event.type === "mailbox.told" && event.news.isWaiting ? [event.news.fresh] : []));
    await expect.poll(told).toContain(1);
    subscribe(1, { of: "mailbox", resource: unaskedOperator });
    await expect.poll(codes).toHaveLength(1);
    await sleep(100);
    expect(codes()[0]?.[1]).toBeGreaterThanOrEqual(400);
    adapter.dispose();
  });
});
