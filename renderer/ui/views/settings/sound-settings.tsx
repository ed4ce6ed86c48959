/** Which devices sound, how loud it rings, and whether it rings in the headset too. */
import { useId } from "react";
import type { Settings, SettingsChange } from "../../../../shared/model/settings.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { DeviceField } from "./device-field.tsx";
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
  const volumeId = useId();
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
            aria-valuetext={say("settings.percent", { percent: settings.ringVolume })}
            onChange={(event) => change({ ringVolume: Number(event.target.value) })}
          />
          <span className="field-figure" aria-hidden="true">
            {say("settings.percent", { percent: settings.ringVolume })}
          </span>
        </div>
        {settings.ringVolume === 0 ? <p className="field-note">{say("settings.silentNote")}</p> : null}
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.ringsOnSpeaker}
          onChange={(event) => change({ ringsOnSpeaker: event.target.checked })}
        />
        <span>{say("settings.ringsOnSpeaker")}</span>
      </label>
    </fieldset>
  );
}
