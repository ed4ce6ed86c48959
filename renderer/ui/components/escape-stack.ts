/** What Escape would close, newest last; a call is never on it. */
export type EscapeStack = {
  /** @returns takes the entry off again. */
  readonly add: (close: () => void) => () => void;
  /** @returns whether there was anything to close. */
  readonly closeLast: () => boolean;
};

export function createEscapeStack(): EscapeStack {
  const entries: { readonly close: () => void }[] = [];
  return {
    add(close) {
      const entry = { close };
      entries.push(entry);
      return () => {
        const index = entries.indexOf(entry);
        if (index !== -1) entries.splice(index, 1);
      };
    },
    closeLast() {
      const last = entries.pop();
      last?.close();
      return last !== undefined;
    },
  };
}
