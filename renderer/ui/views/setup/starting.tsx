/** The window before the first Snapshot has come. */
import { useTranslator } from "../../i18n/translator-context.tsx";

export function Starting() {
  const { say } = useTranslator();
  return (
    <main className="setup" aria-busy="true">
      <h1 className="unseen">{say("window.title")}</h1>
      <p role="status">{say("setup.starting")}</p>
    </main>
  );
}
