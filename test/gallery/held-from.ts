/** What an administrator holds in the gallery's settings, from every place where he can say so. */
import type { HeldFrom } from "../../shared/model/operator-policy.ts";

const ofComputer = { kind: "computerPolicy", name: "HKLM\\Software\\Policies\\Tandem" } as const;
const ofFile = { kind: "document", name: "/etc/tandem/policy.json" } as const;
export const heldFrom: HeldFrom = {
  echoCancellation: ofComputer,
  codecs: { kind: "userPolicy", name: "HKCU\\Software\\Policies\\Tandem" },
  headsetButtons: ofFile,
  forwarding: { kind: "link", name: "https://it.example.com" },
  ringVolume: ofComputer,
  ringsOnSpeaker: ofComputer,
  appearance: ofComputer,
  language: ofFile,
};
