// What a preload world and the host say to each other, and what the host tells the world at its start.

export type PreloadMessage =
  | { kind: "invoke"; call: number; channel: string; args: unknown[] }
  | { kind: "send"; channel: string; args: unknown[] }
  | { kind: "open"; url: string; name: string; features: string }
  | { kind: "preloadFailed"; name: string; text: string; stack: string };

export type HostMessage =
  | { kind: "message"; channel: string; args: unknown[] }
  | { kind: "result"; call: number; value: unknown }
  | { kind: "failure"; call: number; text: string };

export interface PreloadEnvelope {
  /** The document that speaks, as Chromium knows it. */
  href: string;
  message: PreloadMessage;
}

export interface PreloadWorldSettings {
  binding: string;
  receiver: string;
  handshake: string;
  process: Record<string, unknown>;
}

export const preloadWorldName = "electron-preload";
export const hostBinding = "__tandemHostSend";
export const hostReceiver = "__tandemHostReceive";
