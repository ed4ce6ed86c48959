/** What is done to the operator's voice before it is sent: cleaned or not, and in which codec. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { CodecOrder } from "./codec-order.tsx";
import { HeldMark } from "./held-mark.tsx";
import type { SettingsSectionProps } from "./sound-settings.tsx";

const switches = ["echoCancellation", "noiseSuppression", "autoGain"] as const;

export function VoiceSettings({ settings, change }: SettingsSectionProps) {
  const { say } = useTranslator();
  const held = useSnapshot((snapshot) => snapshot.heldSettings);
  return (
    <fieldset className="settings-group">
      <legend>{say("settings.voice")}</legend>
      {switches.map((name) => {
        const isHeld = held.includes(name);
        return (
          <label key={name} className="check">
            <input
              type="checkbox"
              checked={settings[name]}
              disabled={isHeld}
              onChange={(event) => change({ [name]: event.target.checked })}
            />
            <span>{say(`settings.${name}`)}</span>
            {isHeld ? <HeldMark setting={name} /> : null}
          </label>
        );
      })}
      <CodecOrder
        codecs={settings.codecs}
        isHeld={held.includes("codecs")}
        onChange={(codecs) => change({ codecs: [...codecs] })}
      />
    </fieldset>
  );
}
