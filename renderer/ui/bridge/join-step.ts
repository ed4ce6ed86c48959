/** Puts one more step of an endless list behind what was found before. */
type Step<Item> = { readonly items: readonly Item[]; readonly hasMore: boolean };

/** A step that brings nothing new is the last. */
export function joinStep<Item extends { readonly id: string }>(
  before: readonly Item[],
  { items, hasMore }: Step<Item>,
): Step<Item> {
  const known = new Set(before.map(({ id }) => id));
  const newOnes = items.filter(({ id }) => !known.has(id));
  return { items: [...before, ...newOnes], hasMore: hasMore && newOnes.length > 0 };
}
