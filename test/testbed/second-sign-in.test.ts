// What a server says and does when one account signs in at two places: decision 0012 stands on this.
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { placeIncoming } from "./place-incoming.ts";
import { connectRawSip } from "./raw-sip-client.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

describeWithAsterisk("one account at two places", () => {
  let testbed: Testbed;
  beforeAll(async () => {
    testbed = await startTestbed();
  });
  afterAll(() => testbed?.stop());

  it("the second takes the only place; the first still has its socket and its answers, and only a query tells it", async () => {
    const first = await connectRawSip(testbed.main, "1002");
    expect(await first.register()).toBe(200);
    const before = await first.bindings();
    expect(before).toHaveLength(1);
    const second = await connectRawSip(testbed.main, "1002");
    expect(await second.register()).toBe(200);
    const call = placeIncoming({ server: testbed.main, to: "1002", fromNumber: "1", timeoutS: 5 });
    expect(await second.nextIncoming()).not.toBeNull();
    expect(await first.nextIncoming(300)).toBeNull();
    await call.hangUp();
    expect([first.isOpen(), await first.options()]).toEqual([true, 200]);
    const after = await first.bindings();
    expect(after).toHaveLength(1);
    expect(after?.[0]?.split(";")[0]).not.toBe(before?.[0]?.split(";")[0]);
    second.terminate();
    await expect.poll(() => first.bindings(), { timeout: 3_000 }).toEqual([]);
    first.terminate();
  });
});
