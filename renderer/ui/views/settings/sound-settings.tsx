/** Which devices sound, how loud it rings, and whether it rings in the headset too. */
import { useId } from "react";
import type { Settings, SettingsChange } from "../../../../shared/model/settings.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { DeviceField } from "./device-field.tsx";
import { HeldMark } from "./held-mark.tsx";
import { MicrophoneSettings } from "./microphone-settings.tsx";

export type SettingsSectionProps = {
  readonly settings: Settings;
  readonly change: (change: SettingsChange) => void;
};

export function SoundSettings({
  settings,
  change,
  tryOutput,
  tryEcho,
}: SettingsSectionProps & {
  readonly tryOutput: (output: "speaker" | "ringer") => void;
  readonly tryEcho: () => void;
}) {
  const { say } = useTranslator();
  const devices = useSnapshot((snapshot) => snapshot.devices);
  const held = useSnapshot((snapshot) => snapshot.heldSettings);
  const volumeId = useId();
  const volumeHeldId = useId();
  return (
    <fieldset className="settings-group">
      <legend>{say("settings.sound")}</legend>
      <MicrophoneSettings settings={settings} change={change} tryEcho={tryEcho} />
      <DeviceField
        label={say("settings.speaker")}
        here={devices.outputs}
        chosen={settings.speaker}
        onChoose={(speaker) => change({ speaker })}
        onTry={() => tryOutput("speaker")}
      />
      <DeviceField
        label={say("settings.ringer")}
        here={devices.outputs}
        chosen={settings.ringer}
        onChoose={(ringer) => change({ ringer })}
        onTry={() => tryOutput("ringer")}
      />
      <div className="field">
        <label htmlFor={volumeId}>{say("settings.ringVolume")}</label>
        <div className="field-line">
          <input
            id={volumeId}
            className="slider"
            type="range"
            min={0}
            max={100}
            step={5}
            value={settings.ringVolume}
            disabled={held.includes("ringVolume")}
            aria-describedby={held.includes("ringVolume") ? volumeHeldId : undefined}
            aria-valuetext={say("settings.percent", { percent: settings.ringVolume })}
            onChange={(event) => change({ ringVolume: Number(event.target.value) })}
          />
          <span className="field-figure" aria-hidden="true">
            {say("settings.percent", { percent: settings.ringVolume })}
          </span>
        </div>
        {held.includes("ringVolume") ? <HeldMark setting="ringVolume" id={volumeHeldId} /> : null}
        {settings.ringVolume === 0 ? <p className="field-note">{say("settings.silentNote")}</p> : null}
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.ringsOnSpeaker}
          disabled={held.includes("ringsOnSpeaker")}
          onChange={(event) => change({ ringsOnSpeaker: event.target.checked })}
        />
        <span>{say("settings.ringsOnSpeaker")}</span>
        {held.includes("ringsOnSpeaker") ? <HeldMark setting="ringsOnSpeaker" /> : null}
      </label>
    </fieldset>
  );
}
