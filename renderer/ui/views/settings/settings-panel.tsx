/** What an operator may choose, each choice in force from the moment it is made. */
import { useCallback } from "react";
import type { SettingsChange } from "../../../../shared/model/settings.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { ForwardingSettings } from "./forwarding-settings.tsx";
import { HeadsetSettings } from "./headset-settings.tsx";
import { HistorySettings } from "./history-settings.tsx";
import { KeysSettings } from "./keys-settings.tsx";
import { LookSettings } from "./look-settings.tsx";
import { ManagedSettings } from "./managed-settings.tsx";
import { NotificationSettings } from "./notification-settings.tsx";
import { SoundSettings } from "./sound-settings.tsx";
import { VoiceSettings } from "./voice-settings.tsx";

export function SettingsPanel({ onSetUp }: { readonly onSetUp: () => void }) {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const settings = useSnapshot((snapshot) => snapshot.settings);
  const change = useCallback((wanted: SettingsChange) => order({ type: "settings.change", change: wanted }), [order]);
  return (
    <section className="settings" aria-labelledby="settings-title">
      <h2 id="settings-title" className="section-title">
        {translator.say("nav.settings")}
      </h2>
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
      <SoundSettings
        settings={settings}
        change={change}
        tryOutput={(output) => order({ type: "sound.test", output })}
        tryEcho={() => order({ type: "sound.echo" })}
      />
      <HeadsetSettings settings={settings} change={change} retry={() => order({ type: "headset.retry" })} />
      <VoiceSettings settings={settings} change={change} />
      <ForwardingSettings settings={settings} change={change} />
      <LookSettings settings={settings} change={change} />
      <KeysSettings settings={settings} change={change} />
      <NotificationSettings settings={settings} change={change} />
      <HistorySettings />
      <ManagedSettings onSetUp={onSetUp} onSignOut={() => order({ type: "operator.signOut" })} />
    </section>
  );
}
