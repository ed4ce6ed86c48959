// The provider rings operators through either server, or both, and knows how each call ended.
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithAsterisk } from "./describe-with-asterisk.ts";
import { placeIncoming } from "./place-incoming.ts";
import { connectRawSip, type RawSipClient } from "./raw-sip-client.ts";
import { header } from "./sip-message.ts";
import { startTestbed, type Testbed } from "./start-testbed.ts";

describeWithAsterisk("the provider", () => {
  let testbed: Testbed;
  let onMain: RawSipClient;
  let onBackup: RawSipClient;

  beforeAll(async () => {
    testbed = await startTestbed();
    onMain = await connectRawSip(testbed.main, "1001");
    onBackup = await connectRawSip(testbed.backup, "1001");
    await Promise.all([onMain.register(), onBackup.register()]);
  });

  afterAll(async () => {
    await testbed?.stop();
  });

  it("rings through both at once with one shared header, and one of them is answered", async () => {
    const common = { to: "1001", fromNumber: "0312345678", fromName: "Ueda, K.", timeoutS: 5 };
    const shared = { name: "X-Call-UUID", value: "6f1c" };
    const calls = [testbed.main, testbed.backup].map((server) => placeIncoming({ ...common, server, header: shared }));
    const legs = await Promise.all([onMain.nextIncoming(), onBackup.nextIncoming()]);
    const seen = legs.map((leg) => {
      leg?.ring();
      if (leg === null) return null;
      const caller = /^"(.*)" <sip:(\d+)@/.exec(header(leg.invite, "From"));
      return [caller?.[1], caller?.[2], header(leg.invite, "X-Call-UUID")];
    });
    expect(seen).toEqual([
      ["Ueda, K.", "0312345678", "6f1c"],
      ["Ueda, K.", "0312345678", "6f1c"],
    ]);
    legs[0]?.accept();
    legs[1]?.reject(486);
    expect(await Promise.all(calls.map((call) => call.whenDecided(15_000)))).toEqual(["ANSWER", "BUSY"]);
    await calls[0]?.hangUp();
    expect((await legs[0]?.whenEnded)?.method).toBe("BYE");
    await expect.poll(() => calls[0]?.isFinished()).toBe(true);
  });

  it("moves on from the primary to the backup after its time", async () => {
    const primary = placeIncoming({ server: testbed.main, to: "1001", fromNumber: "1", timeoutS: 1 });
    const first = await onMain.nextIncoming();
    first?.ring();
    expect([await primary.whenDecided(15_000), (await first?.whenEnded)?.method]).toEqual(["NOANSWER", "CANCEL"]);
    const backup = placeIncoming({ server: testbed.backup, to: "1001", fromNumber: "1", timeoutS: 5 });
    const second = await onBackup.nextIncoming();
    second?.accept();
    expect(await backup.whenDecided(15_000)).toBe("ANSWER");
    await backup.hangUp();
  });

  it("withholds a number, gives up while ringing, and finds nobody", async () => {
    const withheld = placeIncoming({ server: testbed.main, to: "1001", fromNumber: "" });
    const leg = await onMain.nextIncoming();
    leg?.ring();
    expect(leg === null ? null : header(leg.invite, "From")).toMatch(/^"Anonymous" <sip:anonymous@/);
    expect(await withheld.status()).toBe(null);
    await withheld.hangUp();
    expect([await withheld.whenDecided(15_000), (await leg?.whenEnded)?.method]).toEqual(["CANCEL", "CANCEL"]);
    const nobody = placeIncoming({ server: testbed.main, to: "1002", fromNumber: "1" });
    expect(await nobody.whenDecided(15_000)).toBe("CHANUNAVAIL");
  });
});
