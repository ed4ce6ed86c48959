import { describe, expect, it } from "vitest";
import { walls } from "../../../scripts/check/walls.ts";
import { plantTree } from "./plant-tree.ts";

async function whereBreached(file: string, source: string): Promise<string[]> {
  const breaches = await walls.run(plantTree({ [file]: source }));
  return breaches.map((breach) => breach.where);
}

describe("the dependency rule", () => {
  it("names the file, the line and the remedy of a window that imports the engine", async () => {
    const root = plantTree({
      "renderer/ui/bridge/phone-store.ts":
        'import { z } from "./z.ts";\nimport type { Dice } from "../../engine/core/dice.ts";\n',
    });
    expect(await walls.run(root)).toEqual([
      {
        where: "renderer/ui/bridge/phone-store.ts:2",
        problem:
          "imports renderer/engine/core/dice.ts; renderer/ui/bridge/ may import shared/actions/, shared/lib/, shared/model/, shared/contract/.",
        remedy: "Move the shared part to where both may see it, or pass it in from the composition root (main.ts).",
      },
    ]);
  });

  it.each([
    ["the core using a builtin", "renderer/engine/core/decide.ts", 'import { randomUUID } from "node:crypto";'],
    ["the core using a package", "renderer/engine/core/decide.ts", 'import { z } from "zod";'],
    ["the core importing a port", "renderer/engine/core/decide.ts", 'import type { C } from "../ports/clock.ts";'],
    ["a port importing a decision", "renderer/engine/ports/sip.ts", 'import type { C } from "../core/decide.ts";'],
    [
      "the engine speaking to people",
      "renderer/engine/phone.ts",
      'import { l } from "../../shared/i18n/catalogues.ts";',
    ],
    ["SIP.js outside its folder", "renderer/engine/adapters/web/a.ts", 'import { UserAgent } from "sip.js";'],
    ["SIP.js's inside outside its folder", "renderer/engine/phone.ts", 'import { C } from "sip.js/lib/core";'],
    ["an adapter importing another", "renderer/engine/adapters/web/a.ts", 'import { b } from "../sipjs/b.ts";'],
    [
      "the engine importing an adapter outside main.ts",
      "renderer/engine/phone.ts",
      'import { b } from "./adapters/web/b.ts";',
    ],
    ["a view importing another", "renderer/ui/views/dialer/a.tsx", 'import { B } from "../calls/b.tsx";'],
    ["the renderer importing main", "renderer/ui/bridge/a.ts", 'import { b } from "../../../electron/ipc/b.ts";'],
    ["main importing the renderer", "electron/app/a.ts", 'import { b } from "../../renderer/ui/format/b.ts";'],
    ["an outlet importing another", "electron/tray/a.ts", 'import { b } from "../local-api/b.ts";'],
    ["an outlet importing the switchboard's inside", "electron/tray/a.ts", 'import { b } from "../switchboard/b.ts";'],
    ["the switchboard importing electron", "electron/switchboard/a.ts", 'import { ipcMain } from "electron";'],
    ["the contract importing a builtin", "shared/contract/a.ts", 'import { join } from "node:path";'],
    ["a model importing the contract", "shared/model/a.ts", 'export type * from "../contract/event.ts";'],
    ["the product importing a test", "electron/app/a.ts", 'const b = await import("../../test/host/b.ts");'],
    ["a folder without a room", "renderer/misplaced.ts", ""],
  ])("catches %s", async (_what, file, source) => {
    expect(await whereBreached(file, source)).toEqual([source === "" ? file : `${file}:1`]);
  });

  it.each([
    ["renderer/engine/ports/sip.ts", 'import type { SipEvent } from "../core/sip-vocabulary.ts";'],
    ["renderer/engine/adapters/sipjs/a.ts", 'import { UserAgent } from "sip.js/lib/api";'],
    ["renderer/engine/main.ts", 'import { createSip } from "./adapters/sipjs/create-sip.ts";'],
    ["renderer/ui/views/dialer/a.tsx", 'import { B } from "./b.tsx";'],
    ["electron/tray/a.ts", 'import type { Outlet } from "../switchboard/outlet.ts";'],
    ["electron/main.ts", 'import { createTray } from "./tray/create-tray.ts";'],
    ["test/e2e/a.test.ts", 'import { decide } from "../../renderer/engine/core/decide.ts";'],
  ])("lets %s write %s", async (file, source) => {
    expect(await whereBreached(file, source)).toEqual([]);
  });
});
