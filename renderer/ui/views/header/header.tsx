/** The top of the window: every server's mark, whether calls are turned away, and the menu. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Icon } from "../../components/icon.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { ServerMark } from "./server-mark.tsx";
import { WindowMenu } from "./window-menu.tsx";

export function Header() {
  const translator = useTranslator();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const dnd = useSnapshot((snapshot) => snapshot.dnd);
  return (
    <header className="header">
      <h1 className="unseen">{translator.say("window.title")}</h1>
      <ul className="server-marks" aria-label={translator.say("header.servers")}>
        {servers.map((server) => (
          <li key={server.id}>
            <ServerMark server={server} />
          </li>
        ))}
      </ul>
      {dnd ? (
        <span
          className="dnd-badge"
          role="img"
          aria-label={translator.say("header.dnd")}
          title={translator.say("header.dnd")}
        >
          <Icon name="bellOff" />
        </span>
      ) : null}
      <WindowMenu />
    </header>
  );
}
