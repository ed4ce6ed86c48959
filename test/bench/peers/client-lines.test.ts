/** What baresip 1.0.0 and linphone-daemon 5.1.65 were recorded to say, read as the comparison reads it. */
import { describe, expect, it } from "vitest";
import { isShownOk, readEvent, readNetstrings, readResponse, toNetstring } from "./baresip-lines.ts";
import { followDial } from "./followed-dial.ts";
import { createDaemonReader } from "./linphone-lines.ts";

const ringing =
  '{"event":true,"type":"CALL_RINGING","class":"call","accountaor":"sip:2003@127.0.0.11","direction":"outgoing",' +
  '"peeruri":"sip:601@127.0.0.11;transport=tcp","id":"8205603d295fe0bd","param":"sip:601@127.0.0.11;transport=tcp"}';
const refused =
  '{"event":true,"type":"CALL_CLOSED","class":"call","accountaor":"sip:2003@127.0.0.99","direction":"outgoing",' +
  '"peeruri":"sip:601@127.0.0.99;transport=tcp","id":"bd529218e2569450","param":"Connection refused"}';
const reginfo =
  '{"response":true,"ok":true,"data":"\\n--- User Agents (2) ---\\n> sip:2003@127.0.0.11                        ' +
  "\\u001B[32mOK \\u001B[;m Tandem testbed Expires 29s\\n  sip:2003@127.0.0.99                        " +
  '\\u001B[31mERR\\u001B[;m  Expires 0s\\n\\n","token":"7"}';

describe("what baresip says", () => {
  it("comes in netstrings that are cut anywhere", () => {
    const bytes = Buffer.from(toNetstring("né") + toNetstring(ringing));
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const first = readNetstrings(bytes.subarray(0, cut));
      const second = readNetstrings(Buffer.concat([first.rest, bytes.subarray(cut)]));
      expect([...first.texts, ...second.texts]).toEqual(["né", ringing]);
      expect(second.rest).toHaveLength(0);
    }
  });

  it("tells the ringing and the end of a dial, and an incoming call", () => {
    expect(readEvent(ringing, 5)).toEqual({ at: 5, kind: "dialRinging" });
    expect(readEvent(refused, 6)).toEqual({ at: 6, kind: "dialOver" });
    const incoming = refused.replace("CALL_CLOSED", "CALL_INCOMING").replace("outgoing", "incoming");
    expect(readEvent(incoming, 7)).toEqual({ at: 7, kind: "rung" });
    expect(readEvent(refused.replace("outgoing", "incoming"), 8)).toBe(null);
    expect(readEvent(reginfo, 9)).toBe(null);
  });

  it("shows OK for an account that is registered, ERR for one that is not, and nothing for a stranger", () => {
    const data = readResponse(reginfo)?.data ?? "";
    expect(isShownOk(data, "sip:2003@127.0.0.11")).toBe(true);
    expect(isShownOk(data, "sip:2003@127.0.0.99")).toBe(false);
    expect(isShownOk(data, "sip:2003@127.0.0.1")).toBe(false);
    expect(readResponse(ringing)).toBe(null);
  });
});

const daemon = (event: string, id: number): string =>
  `daemon-linphone>\nEvent-type: call-state-changed\n\nEvent: LinphoneCall${event}\nFrom: sip:2004@127.0.0.11\nId: ${id}\n\n\n`;

describe("what linphone-daemon says", () => {
  it("tells the ringing and the end of what was dialled, and incoming calls", () => {
    const reader = createDaemonReader();
    const said = [
      ["OutgoingInit", 3],
      ["OutgoingProgress", 3],
      ["IncomingReceived", 4],
      ["OutgoingRinging", 3],
      ["End", 4],
      ["Released", 4],
      ["End", 3],
      ["OutgoingInit", 5],
      ["Error", 5],
    ] as const;
    for (const [index, [event, id]] of said.entries()) reader.take(daemon(event, id), index);
    expect(reader.news).toEqual([
      { at: 2, kind: "rung" },
      { at: 3, kind: "dialRinging" },
      { at: 6, kind: "dialOver" },
      { at: 8, kind: "dialOver" },
    ]);
    expect(reader.dialled()).toBe("5");
  });

  it("tells each account's registration, however the pipe cuts it", () => {
    const said =
      "daemon-linphone>register-status ALL\nStatus: Ok\n\nId: 1\nState: LinphoneRegistrationFailed\n\n" +
      "Id: 2\nState: LinphoneRegistrationOk\n\ndaemon-linphone>";
    const reader = createDaemonReader();
    for (const letter of said) reader.take(letter, 0);
    expect(reader.registrations).toEqual([
      { account: "1", state: "Failed" },
      { account: "2", state: "Ok" },
    ]);
    expect(reader.news).toEqual([]);
  });
});

describe("a dial that is followed", () => {
  const before = { at: 99, kind: "dialOver" } as const;

  it("ends with the first word of it, not with one of an earlier dial or of an incoming call", async () => {
    const rung = { at: 101, kind: "rung" } as const;
    const news = [before, rung, { at: 102, kind: "dialRinging" }, { at: 103, kind: "dialOver" }] as const;
    expect(await followDial(() => news, 100, 5_000)).toEqual({ kind: "ringing", at: 102 });
    expect(await followDial(() => [before, news[3]], 100, 5_000)).toEqual({ kind: "failed", at: 103 });
  });

  it("is silent when nothing was told in time", async () => {
    expect(await followDial(() => [before], 100, 20)).toEqual({ kind: "silent", at: 120 });
  });
});
