import { describe, expect, it } from "vitest";
import { findVoicemailCall } from "../../../shared/model/find-voicemail-call.ts";
import { aMailbox, aVoicemail } from "../../builders/a-colleague.ts";
import { aBackupServer, aServer } from "../../builders/a-server.ts";
import { aNextCall, aSnapshot } from "../../builders/a-snapshot.ts";
import { ServerId } from "../../../shared/model/ids.ts";

const backup = ServerId.parse("backup");
const onBackup = (fresh: number) => aMailbox({ serverId: backup, number: "8500", waiting: fresh > 0, fresh });

describe("one key for the voicemail", () => {
  it("listens where most new messages are", () => {
    const snapshot = aSnapshot({ voicemail: aVoicemail([aMailbox({ fresh: 1 }), onBackup(3)]) });
    expect(findVoicemailCall(snapshot)).toEqual({ serverId: "backup", target: "8500" });
  });

  it("leaves out a server that cannot be called, whatever waits there", () => {
    const servers = [aServer({ state: "lost" }), aBackupServer()];
    const voicemail = aVoicemail([aMailbox({ state: "stale", fresh: 9 }), onBackup(1)]);
    expect(findVoicemailCall(aSnapshot({ servers, voicemail }))).toEqual({ serverId: "backup", target: "8500" });
  });

  it("goes where the next call goes while nothing waits", () => {
    const voicemail = aVoicemail([aMailbox({ waiting: false, fresh: 0 }), onBackup(0)]);
    const nextCall = aNextCall("backup", "primaryNotReady");
    expect(findVoicemailCall(aSnapshot({ voicemail, nextCall }))?.serverId).toBe("backup");
    expect(findVoicemailCall(aSnapshot({ voicemail }))).toEqual({ serverId: "main", target: "*97" });
  });

  it("has nowhere to go without a number", () => {
    expect(findVoicemailCall(aSnapshot({ voicemail: aVoicemail([aMailbox({ number: null })]) }))).toBeNull();
    expect(findVoicemailCall(aSnapshot())).toBeNull();
  });
});
