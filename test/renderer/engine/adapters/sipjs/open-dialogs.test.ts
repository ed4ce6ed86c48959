/** What an engine leaves behind when it dies is told while it lives, and ended by the one that comes after. */
import { expect, test } from "vitest";
import type { OpenDialog } from "../../../../../shared/model/open-dialog.ts";
import { answer, createSipLab, inviteId, main } from "./sip-lab.ts";

async function talking() {
  const lab = await createSipLab();
  const told: (readonly OpenDialog[])[] = [];
  lab.adapter.listenToDialogs((dialogs) => told.push(dialogs));
  await lab.register();
  lab.invite("a1");
  const invite = await lab.server.takeRequest("INVITE");
  answer(invite);
  await lab.event("attempt.answered");
  return { lab, told, invite };
}

test("A dialog is told when it is confirmed, with all a BYE needs, and again when it is over", async () => {
  const { lab, told, invite } = await talking();
  expect(told).toEqual([
    [
      {
        serverId: main,
        callId: invite.header("Call-ID"),
        localTag: /tag=(\w+)/.exec(invite.header("From"))?.[1],
        remoteTag: "servertag",
        localUri: "sip:1001@pbx.test",
        remoteUri: "sip:2000@pbx.test",
        remoteTarget: "sip:server@127.0.0.1:5060;transport=ws",
        routeSet: [],
        cseq: 1,
      },
    ],
  ]);
  lab.adapter.perform({ type: "dialog.bye", inviteId: inviteId("a1") });
  (await lab.server.takeRequest("BYE")).reply(200);
  expect(told.at(-1)).toEqual([]);
});

test("The engine that comes after ends it with a BYE of a higher CSeq once it is registered, and owes it until then", async () => {
  const [left] = (await talking()).told;
  const { adapter, server, register, census } = await createSipLab();
  const told: (readonly OpenDialog[])[] = [];
  adapter.listenToDialogs((dialogs) => told.push(dialogs));
  adapter.endDialogs(left ?? []);
  expect([census().owedByes, told.at(-1)?.map(({ callId }) => callId)]).toEqual([1, left?.map(({ callId }) => callId)]);
  await register();
  const bye = await server.takeRequest("BYE");
  expect([bye.startLine, bye.header("Call-ID"), bye.header("From"), bye.header("To")]).toEqual([
    "BYE sip:server@127.0.0.1:5060;transport=ws SIP/2.0",
    left?.[0]?.callId,
    `"Anna" <sip:1001@pbx.test>;tag=${left?.[0]?.localTag}`,
    "<sip:2000@pbx.test>;tag=servertag",
  ]);
  expect(Number.parseInt(bye.header("CSeq"), 10)).toBeGreaterThan(100);
  bye.reply(200);
  await expect.poll(() => census().owedByes).toBe(0);
});

test("What cannot be read, or is of a server that is no longer configured, is let go", async () => {
  const [left] = (await talking()).told;
  const lab = await createSipLab();
  const dialog = left?.[0];
  if (dialog === undefined) throw new Error("no dialog was told");
  lab.adapter.endDialogs([
    { ...dialog, remoteTarget: "nonsense" },
    { ...dialog, serverId: "elsewhere" as typeof main },
  ]);
  expect(lab.census().owedByes).toBe(0);
});
