/** Which third of the long rings a run plays: `npm test` takes turns, `npm run test:all` plays everything. */

export const turnCount = 3;

/** From 1 to `turnCount`; null: everything. */
export type Turn = number | null;

/** @param text as TANDEM_TURN has it; without it everything is played. @throws for what is no turn. */
export function readTurn(text: string | undefined): Turn {
  if (text === undefined || text === "") return null;
  const turn = Number(text);
  if (Number.isInteger(turn) && turn >= 1 && turn <= turnCount) return turn;
  throw new Error(`TANDEM_TURN is ${text}; say 1 to ${turnCount}, or leave it out to play everything.`);
}

/** Those of this run's turn, every third. */
export function ofTurn<Item>(items: readonly Item[], turn: Turn = readTurn(process.env["TANDEM_TURN"])): Item[] {
  return items.filter((_, index) => turn === null || index % turnCount === turn - 1);
}

export type LongFile = { readonly path: string; readonly size: number };

/** @returns the files of each turn, dealt so that none has much more to do than another, as far as their sizes tell. */
export function dealTurns(files: readonly LongFile[]): string[][] {
  const turns = Array.from({ length: turnCount }, () => ({ size: 0, paths: [] as string[] }));
  for (const { path, size } of files.toSorted((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1))) {
    const lightest = turns.reduce((least, one) => (one.size < least.size ? one : least));
    lightest.size += size;
    lightest.paths.push(path);
  }
  return turns.map(({ paths }) => paths);
}
