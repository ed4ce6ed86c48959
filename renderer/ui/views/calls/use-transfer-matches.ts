/** Whom the field of a transfer may mean, as it is typed: colleagues at once, contacts and the directory when they answer. */
import { useDirectory, usePeople } from "../../bridge/use-people.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { toTransferMatches, type TransferMatch } from "./transfer-matches.ts";
import { isName } from "./transfer-target.ts";

export type TransferMatches = {
  readonly matches: readonly TransferMatch[];
  /** False until the contacts have answered for this very text: somebody else may yet be called like that. */
  readonly isSettled: boolean;
};

export function useTransferMatches(text: string): TransferMatches {
  const colleagues = useSnapshot((snapshot) => snapshot.colleagues);
  const asked = isName(text) ? text.trim() : null;
  const { found } = usePeople(asked, null);
  const directory = useDirectory(asked ?? "");
  const people = [found, directory].flatMap((answer) => (answer.text === asked ? answer.people : []));
  return {
    matches: toTransferMatches(text, colleagues, asked === null ? [] : people),
    isSettled: asked === null || found.text === asked,
  };
}
