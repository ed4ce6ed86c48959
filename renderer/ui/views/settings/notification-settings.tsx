/** Whether the system tells of what happened while nobody looked at the window. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { HeldMark } from "./held-mark.tsx";
import type { SettingsSectionProps } from "./sound-settings.tsx";

export function NotificationSettings({ settings, change }: SettingsSectionProps) {
  const { say } = useTranslator();
  const isHeld = useSnapshot(({ heldSettings }) => heldSettings.includes("notifications"));
  return (
    <fieldset className="settings-group">
      <legend>{say("settings.notify")}</legend>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.notifications}
          disabled={isHeld}
          onChange={(event) => change({ notifications: event.target.checked })}
        />
        <span>{say("settings.notifications")}</span>
      </label>
      {isHeld ? <HeldMark setting="notifications" /> : null}
    </fieldset>
  );
}
