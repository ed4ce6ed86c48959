/** Why the microphone cannot be had, in the words of the models and of the operator. */
import type { MicrophoneState } from "../../../../shared/model/devices.ts";
import type { MediaFailure } from "../../ports/media.ts";

export type MicrophoneTrouble = {
  readonly state: Extract<MicrophoneState, "missing" | "denied" | "failed">;
  readonly message: string;
};

export const missing: MicrophoneTrouble = {
  state: "missing",
  message: "No microphone was found, so calls cannot be made or answered. Plug in your headset.",
};

export const denied: MicrophoneTrouble = {
  state: "denied",
  message:
    "Tandem is not allowed to use the microphone, so calls cannot be made or answered. Allow it in the system's privacy settings.",
};

export const failed: MicrophoneTrouble = {
  state: "failed",
  message:
    "The microphone could not be opened, so calls cannot be made or answered. Close other programs that use it, or unplug it and plug it in again.",
};

export const unplugged: MicrophoneTrouble = {
  state: "missing",
  message: "The microphone was unplugged and there is no other, so nobody can hear you. Plug in your headset.",
};

/** @param error what getUserMedia rejected with (Media Capture and Streams §10.2). */
export function toMicrophoneTrouble(error: unknown): MicrophoneTrouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return missing;
  if (name === "NotAllowedError" || name === "SecurityError") return denied;
  return failed;
}

const failureKinds = {
  missing: "microphoneMissing",
  denied: "microphoneDenied",
  failed: "microphoneFailed",
} as const;

export function toMediaFailure({ state, message }: MicrophoneTrouble): MediaFailure {
  return { kind: failureKinds[state], message };
}
