/** The one sentence that is always true: can I call and be called, through what, and what should I do. */
import { describeReachability } from "../../../../shared/model/reachability-sentence.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { toStatusSentence } from "./status-sentence-model.ts";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function StatusLine() {
  const translator = useTranslator();
  const reachability = useSnapshot(describeReachability);
  const isNone = useSnapshot((snapshot) => snapshot.reachability === "none" && snapshot.servers.length > 0);
  return (
    <p className={`status-line ${isNone ? "status-none" : ""}`} role="status">
      {toStatusSentence(translator, reachability)}
    </p>
  );
}
