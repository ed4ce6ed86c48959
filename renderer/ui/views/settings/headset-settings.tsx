/** Whether headsets' keys and lamps are used, which headset's work, and why one's do not. */
import type { Headset } from "../../../../shared/model/headset.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { HeldMark } from "./held-mark.tsx";
import type { SettingsSectionProps } from "./sound-settings.tsx";

export function HeadsetSettings({ settings, change, retry }: SettingsSectionProps & { readonly retry: () => void }) {
  const { say } = useTranslator();
  const headsets = useSnapshot((snapshot) => snapshot.headsets);
  const isHeld = useSnapshot((snapshot) => snapshot.heldSettings.includes("headsetButtons"));
  const isUsed = settings.headsetButtons;
  const isMissed = isUsed && (headsets.length === 0 || headsets.some(({ state }) => state === "blocked"));
  return (
    <fieldset className="settings-group">
      <legend>{say("settings.headset")}</legend>
      <label className="check">
        <input
          type="checkbox"
          checked={isUsed}
          disabled={isHeld}
          onChange={(event) => change({ headsetButtons: event.target.checked })}
        />
        <span>{say("settings.headsetButtons")}</span>
        {isHeld ? <HeldMark setting="headsetButtons" /> : null}
      </label>
      {headsets.length === 0 ? null : (
        <ul className="headsets">
          {headsets.map((headset) => (
            <HeadsetRow key={headset.id} headset={headset} />
          ))}
        </ul>
      )}
      {isUsed && headsets.length === 0 ? <p className="field-hint">{say("settings.headset.none")}</p> : null}
      {isMissed ? (
        <div className="settings-buttons">
          <Button onPress={retry}>{say("settings.headsetRetry")}</Button>
        </div>
      ) : null}
    </fieldset>
  );
}

function HeadsetRow({ headset: { name, state, keys } }: { readonly headset: Headset }) {
  const { say } = useTranslator();
  const isReady = state === "ready";
  return (
    <li>
      <bdi className="headset-name">{name === "" ? say("settings.namelessDevice") : name}</bdi>
      <p className={isReady ? "field-hint" : "field-note"}>
        {say(isReady ? `settings.headset.${keys}` : "settings.headset.blocked")}
      </p>
    </li>
  );
}
