/** Hands the incidents out as a file; callers stand in it only when the operator wants them to. */
import { useState } from "react";
import { useCommand } from "../../bridge/use-command.ts";
import { Button } from "../../components/button.tsx";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function IncidentExport() {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const [withCustomers, setWithCustomers] = useState(false);
  return (
    <details className="incident-export">
      <summary className="incident-export-title">{translator.say("incidents.export")}</summary>
      <div className="incident-export-choices">
        <p className="incident-export-note">{translator.say("incidents.exportNote")}</p>
        <label className="check">
          <input type="checkbox" checked={withCustomers} onChange={() => setWithCustomers(!withCustomers)} />
          <span>{translator.say("incidents.withCustomers")}</span>
        </label>
        <Button onPress={() => order({ type: "incidents.export", withCustomers })}>
          {translator.say("incidents.save")}
        </Button>
        {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
      </div>
    </details>
  );
}
