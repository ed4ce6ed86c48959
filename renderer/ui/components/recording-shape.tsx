/** Whether a call is recorded, by shape before colour: full, bars, ring, triangle. */
import type { Recording } from "../../../shared/model/recording.ts";

export type RecordingLook = Recording["state"] | "none";

const shapes: Readonly<Record<RecordingLook, string>> = {
  none: "M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z",
  starting: "M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z",
  on: "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z",
  paused: "M5.5 3.5v9M10.5 3.5v9",
  stopped: "M4 4h8v8H4z",
  failed: "M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11h.01",
};

export function RecordingShape({ look }: { readonly look: RecordingLook }) {
  return (
    <svg className={`recording-shape recording-${look}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[look]} />
    </svg>
  );
}
