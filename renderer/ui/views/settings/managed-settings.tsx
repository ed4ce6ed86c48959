/** Whose phone this is: decided by the administrator's document and shown with its lock, or entered here and changed here. */
import type { Enrolment } from "../../../../shared/model/enrolment.ts";
import type { UpdateNews } from "../../../../shared/model/update.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useNow } from "../../components/use-now.ts";
import { describeFetchTrouble } from "../../format/describe-fetch-trouble.ts";
import { describeUpdate } from "../../format/describe-update.ts";
import { formatMoment } from "../../format/format-moment.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export type ManagedSettingsProps = { readonly onSetUp: () => void; readonly onSignOut: () => void };

export function ManagedSettings({ onSetUp, onSignOut }: ManagedSettingsProps) {
  const { say } = useTranslator();
  const account = useSnapshot((snapshot) => snapshot.account);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const isOwn = useSnapshot(({ configuration }) => configuration.setUp === "own" && configuration.signIn === undefined);
  const isSignedIn = useSnapshot(({ configuration }) => configuration.signIn?.isSignedIn === true);
  const enrolment = useSnapshot(({ configuration }) => configuration.enrolment ?? null);
  const update = useSnapshot((snapshot) => snapshot.update);
  const isCallUp = useSnapshot(({ calls }) => calls.some(({ state }) => state !== "ended"));
  return (
    <section className="settings-group" aria-labelledby="managed-title">
      <h3 id="managed-title" className="settings-managed-title">
        {isOwn ? null : <Icon name="lock" />}
        <span>{say(isOwn ? "settings.account" : "settings.managed")}</span>
      </h3>
      <dl className="facts">
        <div className="facts-pair">
          <dt>{say("settings.account")}</dt>
          <dd>
            {account === null ? (
              say("settings.noAccount")
            ) : (
              <bdi>{toAccountText(account.displayName, account.user)}</bdi>
            )}
          </dd>
        </div>
        {servers.map((server) => (
          <div key={server.id} className="facts-pair">
            <dt>{say(server.role === "primary" ? "settings.primary" : "settings.backup")}</dt>
            <dd>
              <bdi>{server.name}</bdi>
            </dd>
          </div>
        ))}
        {enrolment === null ? null : <EnrolmentFacts enrolment={enrolment} />}
        {update === null ? null : <VersionFact update={update} />}
      </dl>
      {isOwn ? (
        <div className="settings-buttons">
          <Button isUnavailable={isCallUp} onPress={onSetUp}>
            {say("setup.change")}
          </Button>
        </div>
      ) : null}
      {isSignedIn ? (
        <div className="settings-buttons">
          <Button isUnavailable={isCallUp} onPress={onSignOut}>
            {say("signIn.signOut")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** Who set the phone up, and when there was last word from there; or why none came. */
function EnrolmentFacts({ enrolment: { origin, atConfirmed, trouble } }: { readonly enrolment: Enrolment }) {
  const translator = useTranslator();
  const { say } = translator;
  return (
    <>
      <div className="facts-pair">
        <dt>{say("settings.setUpBy")}</dt>
        <dd>
          <bdi>{origin}</bdi>
        </dd>
      </div>
      <div className="facts-pair">
        <dt>{say("settings.newer")}</dt>
        <dd>
          {trouble === null
            ? say("settings.confirmed", { when: formatMoment(atConfirmed, translator.locale) })
            : tell(translator, describeFetchTrouble(trouble))}
        </dd>
      </div>
    </>
  );
}

/** Nothing of it stands anywhere else in the window: a newer version is no affair of who is on the phone. */
function VersionFact({ update }: { readonly update: UpdateNews }) {
  const translator = useTranslator();
  const now = useNow(update.newer?.step === "ready", update.newer?.atInstall ?? 0);
  return (
    <div className="facts-pair">
      <dt>{translator.say("settings.version")}</dt>
      <dd>{tell(translator, describeUpdate(update, now, translator.locale))}</dd>
    </div>
  );
}

function toAccountText(displayName: string, user: string): string {
  return displayName === "" || displayName === user ? user : `${displayName} (${user})`;
}
