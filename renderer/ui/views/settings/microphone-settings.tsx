/** Which microphone speaks, and whether it hears anything. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { DeviceField } from "./device-field.tsx";
import { MicrophoneCheck } from "./microphone-check.tsx";
import type { SettingsSectionProps } from "./sound-settings.tsx";

export function MicrophoneSettings({
  settings,
  change,
  tryEcho,
}: SettingsSectionProps & { readonly tryEcho: () => void }) {
  const { say } = useTranslator();
  const inputs = useSnapshot((snapshot) => snapshot.devices.inputs);
  return (
    <>
      <DeviceField
        label={say("settings.microphone")}
        here={inputs}
        chosen={settings.microphone}
        onChoose={(microphone) => change({ microphone })}
        onTry={null}
      />
      <MicrophoneCheck onEcho={tryEcho} />
    </>
  );
}
