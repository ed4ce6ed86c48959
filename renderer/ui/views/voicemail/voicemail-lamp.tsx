/** The lamp that says that messages wait, and the one key that listens to them on the server that holds them. */
import { findVoicemailCall } from "../../../../shared/model/find-voicemail-call.ts";
import { useCommand } from "../../bridge/use-command.ts";
import { useChordOf, useSnapshot } from "../../bridge/use-snapshot.ts";
import { Icon } from "../../components/icon.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { useSpoken } from "../../components/spoken-context.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { nameKeys, toKeyShortcuts } from "../../format/name-keys.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { toVoicemailLamp } from "./voicemail-lamp-model.ts";

export function VoicemailLamp() {
  const isThere = useSnapshot(({ voicemail }) => voicemail !== null);
  return isThere ? <Lamp /> : null;
}

function Lamp() {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const voicemail = useSnapshot((snapshot) => snapshot.voicemail);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const call = useSnapshot(findVoicemailCall);
  const listen = call === null ? null : () => order({ type: "call.dial", ...call, only: true });
  const chord = useChordOf("voicemail");
  const lamp = voicemail === null ? null : toVoicemailLamp(voicemail, servers, translator.locale);
  const sentence = lamp === null ? "" : tell(translator, lamp.sentence);
  useSpoken(lamp?.isLit === true ? sentence : "", "quiet");
  if (lamp === null) return null;
  const keys = chord === null ? [] : [translator.say("voicemail.keys", { chord: nameKeys(translator, chord) })];
  const how = listen === null ? [translator.say("voicemail.noNumber")] : keys;
  const title = [sentence, ...lamp.details.map((detail) => tell(translator, detail)), ...how];
  return (
    <>
      <button
        type="button"
        className={`navigation-part ${listen === null ? "button-unavailable" : ""}`}
        aria-keyshortcuts={listen === null ? undefined : toKeyShortcuts(chord)}
        aria-disabled={listen === null ? true : undefined}
        title={title.join("\n")}
        onClick={() => listen?.()}
      >
        <span className="navigation-icon">
          <Icon name="voicemail" />
          {lamp.isLit ? (
            <span className="navigation-badge" aria-hidden="true">
              {lamp.badge}
            </span>
          ) : null}
        </span>
        <span>
          {translator.say("nav.voicemail")}
          <span className="unseen">. {sentence}</span>
        </span>
      </button>
      {failure === null ? null : <Refusal className="navigation-refusal" text={describeFailure(translator, failure)} />}
    </>
  );
}
