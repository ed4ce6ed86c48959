import { describe, expect, it } from "vitest";
import { readBenchFlags } from "../../../scripts/bench/bench-flags.ts";

describe("what the bench is asked for", () => {
  it("is everything, or the figures of the tests named", () => {
    expect(readBenchFlags([])).toEqual({ kind: "figures", filter: "" });
    expect(readBenchFlags(["ring", "once"])).toEqual({ kind: "figures", filter: "ring once" });
  });

  it("is the comparison, with three outages of each fault or as many as are wanted", () => {
    expect(readBenchFlags(["--peers"])).toEqual({ kind: "peers", trials: 3 });
    expect(readBenchFlags(["--trials=1", "--peers"])).toEqual({ kind: "peers", trials: 1 });
  });

  it.each([["--trials=2"], ["--peers", "--trials=0"], ["--peers", "--trials=many"], ["--peers", "ring"]])(
    "is told how when it is %s %s",
    (...args) => {
      expect(readBenchFlags(args)).toMatchObject({ kind: "usage" });
    },
  );
});
