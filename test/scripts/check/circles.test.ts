import { describe, expect, it } from "vitest";
import { circles } from "../../../scripts/check/circles.ts";
import { plantTree } from "./plant-tree.ts";

describe("circular imports", () => {
  it("are found through any number of files", async () => {
    const root = plantTree({
      "shared/lib/a.ts": 'import { b } from "./b.ts";',
      "shared/lib/b.ts": 'import { c } from "./c.ts";',
      "shared/lib/c.ts": 'export { a } from "./a.ts";',
      "shared/lib/d.ts": 'import { a } from "./a.ts";',
    });
    expect((await circles.run(root)).map(({ problem }) => problem)).toEqual([
      "imports itself in a circle: shared/lib/a.ts → shared/lib/b.ts → shared/lib/c.ts → shared/lib/a.ts.",
    ]);
  });

  it("are not seen where one way is a type", async () => {
    const root = plantTree({
      "shared/lib/a.ts": 'import { b } from "./b.ts";',
      "shared/lib/b.ts": 'import type { A } from "./a.ts";',
    });
    expect(await circles.run(root)).toEqual([]);
  });

  it("are not seen where two files share a third", async () => {
    const root = plantTree({
      "shared/lib/a.ts": 'import { c } from "./c.ts";\nimport { b } from "./b.ts";',
      "shared/lib/b.ts": 'import { c } from "./c.ts";',
      "shared/lib/c.ts": "export const c = 1;",
    });
    expect(await circles.run(root)).toEqual([]);
  });
});
