/** Whose phone this is: decided by the administrator's document and shown with its lock, or entered here and changed here. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function ManagedSettings({ onSetUp }: { readonly onSetUp: () => void }) {
  const { say } = useTranslator();
  const account = useSnapshot((snapshot) => snapshot.account);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const isOwn = useSnapshot(({ configuration }) => configuration.setUp === "own");
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
      </dl>
      {isOwn ? (
        <div className="settings-buttons">
          <Button isUnavailable={isCallUp} onPress={onSetUp}>
            {say("setup.change")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function toAccountText(displayName: string, user: string): string {
  return displayName === "" || displayName === user ? user : `${displayName} (${user})`;
}
