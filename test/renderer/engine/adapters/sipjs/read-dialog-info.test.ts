/** What a line does, out of what servers really send, out of what they might, and out of nonsense. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDialogInfo } from "../../../../../renderer/engine/adapters/sipjs/read-dialog-info.ts";

const info = (dialogs: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="0" state="full" entity="sip:1002@pbx.test">\n${dialogs}</dialog-info>\n`;
const dialog = (state: string, direction = "") =>
  ` <dialog id="1002"${direction}>\n  <state>${state}</state>\n </dialog>\n`;

describe("a dialog-info document", () => {
  it.each([
    ["no dialog at all", info(""), "idle"],
    ["Asterisk's word for nobody talks", info(dialog("terminated")), "idle"],
    ["a call that comes in", info(dialog("early", ' direction="recipient"')), "ringing"],
    ["one without a direction", info(dialog("early")), "ringing"],
    ["somebody who dials", info(dialog("early", " direction='initiator'")), "busy"],
    ["a conversation", info(dialog("confirmed")), "busy"],
    [
      "a conversation and a call that waits",
      info(dialog("confirmed") + dialog("early", ' direction="recipient"')),
      "busy",
    ],
    ["a call that waits beside one that is over", info(dialog("terminated") + dialog("proceeding")), "ringing"],
    [
      "a namespace of its own",
      info("")
        .replaceAll("dialog-info ", "d:dialog-info ")
        .replace("\n</dialog", "<d:dialog id='1'><d:state code=\"200\"> Confirmed\n</d:state></d:dialog>\n</d:dialog"),
      "busy",
    ],
    ["a comment that lies", info(`<!-- <dialog><state>confirmed</state></dialog> -->${dialog("terminated")}`), "idle"],
    ["a state it has never heard of", info(dialog("dreaming")), "idle"],
    ["an empty state", info("<dialog id='1'><state/></dialog>"), "idle"],
  ])("with %s is read", (_what, body, state) => expect(readDialogInfo(body)).toBe(state));

  it.each(["", "<presence/>", "Messages-Waiting: yes", "<dialog-info>".padEnd(70_000), "<state>confirmed</state>"])(
    "is not made of %j",
    (body) => expect(readDialogInfo(body)).toBeNull(),
  );

  it("never throws, and of a document cut anywhere never tells more than the whole", () => {
    const whole = info(dialog("early", ' direction="recipient"') + dialog("terminated"));
    fc.assert(
      fc.property(fc.nat(whole.length), fc.string(), (length, noise) => {
        expect([null, "idle", "ringing"]).toContain(readDialogInfo(whole.slice(0, length)));
        expect([null, "idle", "ringing", "busy"]).toContain(readDialogInfo(whole.slice(0, length) + noise));
      }),
    );
  });

  it("tells the strongest of its dialogs, whatever their order", () => {
    const states = fc.constantFrom("trying", "proceeding", "early", "confirmed", "terminated");
    fc.assert(
      fc.property(fc.array(states, { maxLength: 6 }), (all) => {
        const told = readDialogInfo(info(all.map((state) => dialog(state)).join("")));
        const isBusy = all.includes("confirmed");
        const isRinging = all.some((state) => state !== "terminated" && state !== "confirmed");
        expect(told).toBe(isBusy ? "busy" : isRinging ? "ringing" : "idle");
      }),
    );
  });
});
