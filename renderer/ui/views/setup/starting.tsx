/** The window before the first Snapshot has come. */
import { QuietRegion } from "../../components/spoken-context.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function Starting() {
  const { say } = useTranslator();
  return (
    <main className="setup" aria-busy="true">
      <h1 className="unseen">{say("window.title")}</h1>
      <QuietRegion>{say("setup.starting")}</QuietRegion>
    </main>
  );
}
