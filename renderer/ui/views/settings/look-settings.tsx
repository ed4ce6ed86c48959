/** How the window looks and which language it speaks. */
import { useId } from "react";
import { languages } from "../../../../shared/i18n/catalogues.ts";
import { Appearance } from "../../../../shared/model/settings.ts";
import { zoomSteps } from "../../../../shared/model/zoom.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { isMac } from "../../format/name-keys.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { HeldMark } from "./held-mark.tsx";
import type { SettingsSectionProps } from "./sound-settings.tsx";

/** A language is named in itself, for whoever cannot read the one that is chosen. */
const nameOf = (language: string) => new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;

export function LookSettings({ settings, change }: SettingsSectionProps) {
  const { say } = useTranslator();
  const held = useSnapshot((snapshot) => snapshot.heldSettings);
  const languageId = useId();
  const languageHeldId = useId();
  const zoomId = useId();
  const zoomNoteId = useId();
  const groupName = useId();
  return (
    <fieldset className="settings-group">
      <legend>{say("settings.look")}</legend>
      <fieldset className="segments" disabled={held.includes("appearance")}>
        <legend className="unseen">{say("settings.appearance")}</legend>
        {Appearance.options.map((appearance) => (
          <label key={appearance} className="segment">
            <input
              type="radio"
              name={groupName}
              value={appearance}
              checked={settings.appearance === appearance}
              onChange={() => change({ appearance })}
            />
            <span>{say(`settings.appearance.${appearance}`)}</span>
          </label>
        ))}
      </fieldset>
      {held.includes("appearance") ? <HeldMark setting="appearance" /> : null}
      <label className="check">
        <input
          type="checkbox"
          checked={settings.contrast === "more"}
          onChange={(event) => change({ contrast: event.target.checked ? "more" : "system" })}
        />
        <span>{say("settings.contrast")}</span>
      </label>
      <div className="field">
        <label htmlFor={zoomId}>{say("settings.zoom")}</label>
        <select
          id={zoomId}
          className="select"
          value={settings.zoomPct}
          aria-describedby={zoomNoteId}
          onChange={(event) => change({ zoomPct: Number(event.target.value) })}
        >
          {toChoices(settings.zoomPct).map((percent) => (
            <option key={percent} value={percent}>
              {say("settings.percent", { percent })}
            </option>
          ))}
        </select>
        <p id={zoomNoteId} className="settings-note">
          {say("settings.zoomNote", { key: isMac() ? "⌘" : say("key.ctrl") })}
        </p>
      </div>
      <div className="field">
        <label htmlFor={languageId}>{say("settings.language")}</label>
        <select
          id={languageId}
          className="select"
          value={settings.language}
          disabled={held.includes("language")}
          aria-describedby={held.includes("language") ? languageHeldId : undefined}
          onChange={(event) => change({ language: event.target.value })}
        >
          <option value="system">{say("settings.systemLanguage")}</option>
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {capitalise(nameOf(language), language)}
            </option>
          ))}
        </select>
        {held.includes("language") ? <HeldMark setting="language" id={languageHeldId} /> : null}
      </div>
    </fieldset>
  );
}

/** What was chosen elsewhere may lie between the steps. */
function toChoices(chosen: number): readonly number[] {
  return [...new Set([...zoomSteps, chosen])].sort((a, b) => a - b);
}

function capitalise(name: string, language: string): string {
  return name.slice(0, 1).toLocaleUpperCase(language) + name.slice(1);
}
