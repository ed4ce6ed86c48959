/** Who of the colleagues is on a call, over all servers; the document's list first, the operator's own behind. */
import { useCommand } from "../../bridge/use-command.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Refusal } from "../../components/refusal.tsx";
import { describeFailure } from "../../format/describe-failure.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { AddColleague } from "./add-colleague.tsx";
import { ColleagueRow } from "./colleague-row.tsx";
import { useCallAbilities } from "./use-call-abilities.ts";

export function ColleagueList() {
  const translator = useTranslator();
  const { failure, order } = useCommand();
  const colleagues = useSnapshot((snapshot) => snapshot.colleagues);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const may = useCallAbilities();
  const own = useSnapshot((snapshot) => snapshot.settings.colleagues);
  const remove = (extension: string) => () =>
    order({
      type: "settings.change",
      change: { colleagues: own.filter((entry) => entry.extension !== extension) },
    });
  return (
    <section className="colleagues" aria-labelledby="colleagues-title">
      <h2 id="colleagues-title" className="section-title">
        {translator.say("colleagues.title")}
      </h2>
      {colleagues.length === 0 ? <p className="section-empty">{translator.say("colleagues.empty")}</p> : null}
      <ul className="colleague-rows">
        {colleagues.map((colleague) => (
          <ColleagueRow
            key={colleague.extension}
            colleague={colleague}
            servers={servers}
            may={may}
            onRemove={colleague.own ? remove(colleague.extension) : null}
          />
        ))}
      </ul>
      <AddColleague
        colleagues={colleagues}
        onAdd={(entry) => order({ type: "settings.change", change: { colleagues: [...own, entry] } })}
      />
      {failure === null ? null : <Refusal text={describeFailure(translator, failure)} />}
    </section>
  );
}
