/** A page that missed something starts anew once, and never flickers. */
import { expect, test } from "vitest";
import { createReloadOnce } from "../../../../renderer/ui/bridge/reload-once.ts";

function aPage(now: number, kept = new Map<string, string>()) {
  const waits: number[] = [];
  let reloads = 0;
  const startAnew = createReloadOnce({
    reload: () => {
      reloads += 1;
    },
    after: (ms, run) => {
      waits.push(ms);
      run();
    },
    now: () => now,
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    log: () => undefined,
  });
  return { startAnew, waits, kept, reloads: () => reloads };
}

test("several gaps in one page are one reload, at once", () => {
  const page = aPage(1_000_000);
  page.startAnew("a");
  page.startAnew("b");
  expect({ waits: page.waits, reloads: page.reloads() }).toEqual({ waits: [0], reloads: 1 });
});

test("a second reload waits until 5 s after the first", () => {
  const first = aPage(1_000_000);
  first.startAnew("a");
  const second = aPage(1_001_500, first.kept);
  second.startAnew("b");
  expect(second.waits).toEqual([3_500]);
});
