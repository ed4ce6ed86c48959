/** What Chromium must be told before it starts. */
import { app } from "electron";

export function setChromiumSwitches(): void {
  // Asterisk cannot resolve the mDNS names that stand for host candidates while no microphone is open.
  app.commandLine.appendSwitch("disable-features", "WebRtcHideLocalIpsWithMdns");
  // A call rings and is heard without anybody having clicked in the hidden engine page.
  app.commandLine.appendSwitch("autoplay-policy", "no-user-gesture-required");
}
