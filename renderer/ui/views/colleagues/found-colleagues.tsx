/** Colleagues whom the field found, with what their line does: it is seen before they are called. */
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { useSpoken } from "../../components/spoken-context.tsx";
import { findColleagues } from "../../format/find-colleagues.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";
import { ColleagueRow } from "./colleague-row.tsx";
import { useCallAbilities } from "./use-call-abilities.ts";

/** Who searches wants to see contacts and calls below, too. */
const shownColleagues = 3;

export function FoundColleagues({ text }: { readonly text: string }) {
  const { say } = useTranslator();
  const colleagues = useSnapshot((snapshot) => snapshot.colleagues);
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const may = useCallAbilities();
  const found = findColleagues(colleagues, text, shownColleagues);
  useSpoken(found.length === 0 ? "" : say("colleagues.count", { count: found.length }), "quiet");
  if (found.length === 0) return null;
  return (
    <div className="found-people">
      <h2 className="section-title">{say("colleagues.title")}</h2>
      <ul className="colleague-rows">
        {found.map((colleague) => (
          <ColleagueRow key={colleague.extension} colleague={colleague} servers={servers} may={may} onRemove={null} />
        ))}
      </ul>
    </div>
  );
}
