/** A page's own storage for as long as it stands, with something in it; the frames of the overview share the real one. */
export function pretendStorage(page: Window, first: Readonly<Record<string, string>>): void {
  const kept = new Map(Object.entries(first));
  const storage: Storage = {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
  Object.defineProperty(page, "sessionStorage", { value: storage });
}
