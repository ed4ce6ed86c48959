/** Every button of the panel does what it says to the servers, and is offered only where it changes something. */
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { createDesk, type Desk } from "../../../../scripts/demo/desk/desk.ts";
import type { Fault } from "../../../../scripts/demo/desk/desk-order.ts";
import { startPair, type Pair } from "../../../../scripts/demo/start-pair.ts";
import { connectPhone, type RawPhone } from "../../../pbx/raw-phone.ts";
import type { Pbx } from "../../../pbx/start-pbx.ts";

let pair: Pair;
let desk: Desk;
beforeEach(async () => {
  pair = await startPair();
  desk = createDesk(pair, () => null);
});
afterEach(() => pair.stop());

const strike = (fault: Fault) => desk.obey({ type: "server", serverId: "main", fault });
const ofMain = () => desk.view().servers[0];

async function operatorOn(pbx: Pbx): Promise<RawPhone> {
  const { account } = pair.policyDocument(0) as { account: { user: string; password: string } };
  const phone = await connectPhone(pbx, account.user, account.password);
  onTestFinished(phone.drop);
  expect(await phone.register()).toBe(200);
  return phone;
}

test("each fault stands in the view, with the ways that lead out of it", async () => {
  const seen = [];
  for (const fault of ["freeze", "cutOff", "overload", "crash"] as const) {
    await strike(fault);
    const view = ofMain();
    seen.push([view?.mark, view?.offers, view?.sentence.split(/[:;,.]/)[0]]);
    await strike("restore");
  }
  expect(seen).toEqual([
    ["frozen", ["crash", "restore"], "Frozen"],
    ["cutOff", ["crash", "restore"], "Cut off"],
    ["overloaded", ["crash", "freeze", "cutOff", "restore"], "Running"],
    ["crashed", ["restore"], "Crashed"],
  ]);
  expect([ofMain()?.mark, desk.view().servers[1]?.mark]).toEqual(["up", "up"]);
});

test("registrations can be forgotten while there are some", async () => {
  expect(ofMain()?.offers).not.toContain("forget");
  await operatorOn(pair.main);
  expect([ofMain()?.offers.includes("forget"), ofMain()?.sentence]).toEqual([
    true,
    "Running; 1001 registered, no call.",
  ]);
  await strike("forget");
  expect(ofMain()?.sentence).toBe("Running; nobody registered, no call.");
});

test("a caller rings through one server or both, each time as somebody new, and hangs up when told", async () => {
  const [onMain, onBackup] = [await operatorOn(pair.main), await operatorOn(pair.backup)];
  await desk.obey({ type: "ring", through: "main" });
  const single = await onMain.next("INVITE");
  onMain.reply(single, 180);
  await expect.poll(() => desk.view()).toMatchObject({ caller: "0312345601: rings through Main.", hasCaller: true });
  await desk.obey({ type: "callerHangsUp" });
  onMain.reply(await onMain.next("CANCEL"), 200);
  onMain.reply(single, 487);
  await expect.poll(() => desk.view().hasCaller).toBe(false);
  await desk.obey({ type: "ring", through: "both" });
  onMain.reply(await onMain.next("INVITE"), 180);
  onBackup.reply(await onBackup.next("INVITE"), 180);
  await expect.poll(() => desk.view().caller).toBe("0312345602: rings through Main, rings through Backup.");
});

test("a second restore while the first is under way changes nothing and fails nobody", async () => {
  await strike("crash");
  expect(await Promise.all([strike("restore"), strike("restore")])).toEqual(["Main is restored.", "Main is restored."]);
  expect(ofMain()?.mark).toBe("up");
});
