/** What the line with a number does, where it is watched: beside a person's number, before it is called. */
import { toNumberKey } from "../../../../shared/model/number-spellings.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { LineShape } from "../../components/line-shape.tsx";
import { describeLine } from "../../format/describe-line.ts";
import { tell } from "../../i18n/sentence.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function WatchedLine({ number }: { readonly number: string }) {
  const translator = useTranslator();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const key = toNumberKey(number);
  const colleague = useSnapshot(({ colleagues }) => colleagues.find(({ extension }) => extension === key));
  if (colleague === undefined) return null;
  const words = tell(translator, describeLine(colleague, servers));
  return (
    <span className="person-line" title={words}>
      <LineShape state={colleague.state} />
      <span className="unseen">{words}</span>
    </span>
  );
}
