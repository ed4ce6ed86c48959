/** What the administrator's document decides: shown, with its lock, so that nobody looks for a switch. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Icon } from "../../components/icon.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function ManagedSettings() {
  const { say } = useTranslator();
  const account = useSnapshot((snapshot) => snapshot.account);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  return (
    <section className="settings-group" aria-labelledby="managed-title">
      <h3 id="managed-title" className="settings-managed-title">
        <Icon name="lock" />
        <span>{say("settings.managed")}</span>
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
    </section>
  );
}

function toAccountText(displayName: string, user: string): string {
  return displayName === "" || displayName === user ? user : `${displayName} (${user})`;
}
