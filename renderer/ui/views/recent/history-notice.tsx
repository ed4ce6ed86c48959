/** What is wrong with the history, in a sentence: what happened, what it means for calls, and what to do. */
import type { MessageKey } from "../../../../shared/i18n/catalogues.ts";
import type { CallHistory } from "../../../../shared/model/call-history.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Notice } from "../../components/notice.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function HistoryNotice() {
  const { say } = useTranslator();
  const key = keyOf(useSnapshot(({ history }) => history));
  return key === null ? null : <Notice>{say(key)}</Notice>;
}

function keyOf({ state, trouble }: CallHistory): MessageKey | null {
  if (state === "lost") return "history.lost";
  return trouble === null ? null : `history.${trouble}`;
}
