/** Hands the history out as a file, where the administrator lets the operator have it. */
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function HistorySettings() {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const mayExport = useSnapshot(({ history }) => history.mayExport);
  if (!mayExport) return null;
  return (
    <section className="settings-group" aria-labelledby="history-title">
      <h3 id="history-title" className="settings-title">
        {translator.say("history.settings")}
      </h3>
      <p className="settings-note">{translator.say("history.exportNote")}</p>
      <div className="settings-buttons">
        <Button onPress={() => order({ type: "history.export", format: "csv" })}>
          {translator.say("history.csv")}
        </Button>
        <Button onPress={() => order({ type: "history.export", format: "json" })}>
          {translator.say("history.json")}
        </Button>
      </div>
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
    </section>
  );
}
