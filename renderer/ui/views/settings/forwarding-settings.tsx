/** Where calls are sent that this seat does not take: all of them, those while the operator is busy, those nobody answers. */
import { useId } from "react";
import { type Forwarding, unansweredAfterS } from "../../../../shared/model/forwarding.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { ForwardingRuleField } from "./forwarding-rule-field.tsx";
import { HeldMark } from "./held-mark.tsx";
import type { SettingsSectionProps } from "./sound-settings.tsx";

const secondsOffered = [unansweredAfterS.least, 10, unansweredAfterS.usual, 20, 30, 45, unansweredAfterS.most];

export function ForwardingSettings({ settings, change }: SettingsSectionProps) {
  const { say } = useTranslator();
  const isHeld = useSnapshot((snapshot) => snapshot.heldSettings.includes("forwarding"));
  const { forwarding } = settings;
  const secondsId = useId();
  const choose = (part: Partial<Forwarding>) => change({ forwarding: { ...forwarding, ...part } });
  return (
    <fieldset className="settings-group">
      <legend>{say("settings.forwarding")}</legend>
      {isHeld ? (
        <HeldMark setting="forwarding" />
      ) : (
        <>
          <ForwardingRuleField
            label={say("settings.forwardAlways")}
            rule={forwarding.always}
            onChange={(always) => choose({ always })}
          />
          <ForwardingRuleField
            label={say("settings.forwardBusy")}
            note={say("settings.forwardBusyNote")}
            rule={forwarding.busy}
            onChange={(busy) => choose({ busy })}
          />
          <ForwardingRuleField
            label={say("settings.forwardUnanswered")}
            rule={forwarding.unanswered}
            onChange={(unanswered) => choose({ unanswered })}
          />
          <div className="field">
            <label htmlFor={secondsId}>{say("settings.forwardAfter")}</label>
            <select
              className="select"
              id={secondsId}
              value={forwarding.unansweredAfterS}
              onChange={(event) => choose({ unansweredAfterS: Number(event.target.value) })}
            >
              {secondsOffered.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {say("settings.forwardSeconds", { seconds })}
                </option>
              ))}
            </select>
          </div>
        </>
      )}
    </fieldset>
  );
}
