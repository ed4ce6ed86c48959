/** The window before the first Snapshot has come: its frame, so that what comes takes its place in it. */
import { QuietRegion } from "../../components/spoken-context.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function Starting() {
  const { say } = useTranslator();
  return (
    <main className="window" aria-busy="true">
      <header className="header">
        <h1 className="starting-name" translate="no">
          {say("window.title")}
        </h1>
      </header>
      <QuietRegion className="status-line">{say("setup.starting")}</QuietRegion>
      <div className="dial">
        <div className="dial-box starting-field" />
      </div>
    </main>
  );
}
