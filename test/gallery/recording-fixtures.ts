/** A call that is recorded, may be, or should be and is not: every state of it that the window can show. */
import type { Call } from "../../shared/model/call.ts";
import { anActiveCall, aRecording } from "../builders/a-call.ts";
import { aSnapshot } from "../builders/a-snapshot.ts";

const tanaka = { number: "03-1234-5678", name: "Tanaka Yuki" };
const recorded = (recording: Call["recording"], mayRecord: Call["mayRecord"]) =>
  aSnapshot({ calls: [anActiveCall({ remote: tanaka, recording, mayRecord })] });
const member = (id: string, name: string, recording: Call["recording"]) =>
  anActiveCall({
    id,
    remote: { number: "1002", name },
    inConference: true,
    recording,
    mayRecord: recording === null ? ["start"] : ["pause", "stop"],
  });

export const recording = {
  recordable: recorded(null, ["start"]),
  recording: recorded(aRecording(), ["pause", "stop"]),
  recordingAlways: recorded(aRecording(), []),
  recordingPaused: recorded(aRecording({ state: "paused" }), ["resume", "stop"]),
  recordingFailed: recorded(aRecording({ state: "failed", trouble: "unwritable" }), ["start"]),
  conferenceRecorded: aSnapshot({
    calls: [member("first", "Tanaka Yuki", aRecording({ id: "first" })), member("second", "Sato Ken", null)],
  }),
};
