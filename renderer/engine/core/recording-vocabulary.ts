/** What the recorder is told and what it tells back: the seam between what is recorded when and how it is done. */
import type { CallId, InviteId } from "../../../shared/model/ids.ts";
import type { RecordingFormat } from "../../../shared/model/recording-policy.ts";
import type { RecordingId, RecordingTrouble } from "../../../shared/model/recording.ts";

export type RecordingEffect =
  | {
      readonly type: "recording.begin";
      readonly recordingId: RecordingId;
      /** The dialog whose voices are recorded, of this call. */
      readonly inviteId: InviteId;
      readonly callId: CallId;
      /** The call that the conversation began with, and the how manieth file of it this is. */
      readonly of: CallId;
      readonly part: number;
      readonly format: RecordingFormat;
      readonly isSilent: boolean;
    }
  /** Time goes on in the file, and nothing is heard in it. */
  | { readonly type: "recording.silence"; readonly recordingId: RecordingId; readonly on: boolean }
  /** One beep, for the other side and into the file; the voice goes on under it. */
  | { readonly type: "recording.beep"; readonly recordingId: RecordingId }
  | { readonly type: "recording.end"; readonly recordingId: RecordingId };

export type RecordingEvent =
  /** Its file is open: from here on it is true that something is recorded. */
  | { readonly type: "recording.opened"; readonly recordingId: RecordingId }
  /** Nothing more is written. */
  | { readonly type: "recording.failed"; readonly recordingId: RecordingId; readonly trouble: RecordingTrouble };
