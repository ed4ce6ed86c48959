/** One choice of a sound device, with a way to hear it where that makes sense. */
import { useId } from "react";
import type { SoundDevice } from "../../../../shared/model/settings.ts";
import { Button } from "../../components/button.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { toDeviceChoices } from "./device-choices.ts";

export type DeviceFieldProps = {
  readonly label: string;
  readonly here: readonly SoundDevice[];
  readonly chosen: SoundDevice | null;
  readonly onChoose: (device: SoundDevice | null) => void;
  /** Null where there is nothing to hear. */
  readonly onTry: (() => void) | null;
};

export function DeviceField({ label, here, chosen, onChoose, onTry }: DeviceFieldProps) {
  const { say } = useTranslator();
  const id = useId();
  const { devices, value, missing } = toDeviceChoices(here, chosen);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-line">
        <select
          id={id}
          className="select"
          value={value}
          onChange={(event) => onChoose(devices.find((device) => device.id === event.target.value) ?? null)}
        >
          <option value="">{say("settings.systemDevice")}</option>
          {devices.map((device) => (
            <option key={device.id} value={device.id}>
              {device.label === "" ? say("settings.namelessDevice") : device.label}
            </option>
          ))}
          {missing === null ? null : (
            <option value={missing.id}>{say("settings.missingDevice", { device: missing.label })}</option>
          )}
        </select>
        {onTry === null ? null : (
          <Button className="field-try" label={say("settings.tryDevice", { device: label })} onPress={onTry}>
            {say("settings.try")}
          </Button>
        )}
      </div>
      {missing === null ? null : <p className="field-note">{say("settings.missingDeviceNote")}</p>}
    </div>
  );
}
