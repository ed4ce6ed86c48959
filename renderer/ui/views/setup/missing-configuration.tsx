/** The window when there is nothing to register with: what is missing, what it means, and what to do. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { QuietRegion } from "../../components/spoken-context.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function MissingConfiguration() {
  const { say } = useTranslator();
  const problem = useSnapshot((snapshot) => snapshot.configuration.problem);
  return (
    <main className="setup">
      <h1>{say("setup.title")}</h1>
      <p>{say("setup.meaning")}</p>
      <QuietRegion>
        {problem === null ? null : (
          <span className="setup-problem" lang="en">
            {problem}
          </span>
        )}
      </QuietRegion>
      <p>{say("setup.remedy")}</p>
    </main>
  );
}
