/** The hidden window the phone lives in: never shown, never throttled, and gone only when its process is. */
import { BrowserWindow, type WebPreferences } from "electron";
import type { TrialOrder } from "../../shared/contract/trial-wire.ts";
import type { EngineOrder } from "../../shared/contract/wire.ts";
import type { Ipc } from "../ipc/ipc-main.ts";
import type { TrustedSenders } from "../ipc/trusted-senders.ts";
import type { EnginePage } from "./engine-supervisor.ts";
import type { VoiceRoute } from "./voice-route.ts";

export type EngineWindowNeeds = {
  readonly url: string;
  readonly preferences: WebPreferences;
  readonly senders: TrustedSenders;
  readonly ipc: Pick<Ipc, "sendToEngine">;
  readonly voiceRoute: Pick<VoiceRoute, "follow">;
};

/** The same page takes the order of a trial where it is opened for one. */
export type EngineWindow = EnginePage & { readonly send: (order: EngineOrder | TrialOrder) => boolean };

export function openEngineWindow(needs: EngineWindowNeeds, onGone: (why: string) => void): EngineWindow {
  const window = new BrowserWindow({
    show: false,
    width: 320,
    height: 240,
    skipTaskbar: true,
    title: "Tandem engine",
    webPreferences: { ...needs.preferences, backgroundThrottling: false },
  });
  const { id } = window.webContents;
  needs.senders.trust(id, "engine");
  const unfollow = needs.voiceRoute.follow((policy) => window.webContents.setWebRTCIPHandlingPolicy(policy));
  window.webContents.on("render-process-gone", (_event, details) => onGone(`its process is gone (${details.reason})`));
  window.on("closed", () => {
    unfollow();
    needs.senders.forget(id);
    onGone("its window was closed");
  });
  window.loadURL(needs.url).catch((error: unknown) => onGone(`its page did not load: ${String(error)}`));
  return {
    send: (order) => needs.ipc.sendToEngine(id, order),
    close() {
      if (!window.isDestroyed()) window.destroy();
    },
  };
}
