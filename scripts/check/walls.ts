/** The dependency rule: which room may import which. The table is the rule; docs/architecture.md draws it. */
import type { Breach, Check } from "./check.ts";
import { readImports } from "./imports.ts";
import { isCode, listSourceFiles } from "./source-files.ts";

type Room = {
  /** A path, or a folder with a trailing `/`; the longest that fits decides. `*` stands for one name. */
  readonly at: string;
  /** Other rooms it may import, by path; a room always sees itself. */
  readonly sees: readonly string[];
  /** Packages it may import; `node:` stands for every builtin of Node. */
  readonly vendors: readonly string[];
};

const shared = ["shared/lib/", "shared/model/", "shared/contract/"];
/** What people read; the engine has nothing to say to them. */
const words = "shared/i18n/";
/** What an operator can do: the window, the tray and the keys offer the same. */
const deeds = "shared/actions/";
const vocabulary = ["sip-vocabulary", "headset-vocabulary", "recording-vocabulary", "effects"].map(
  (name) => `renderer/engine/core/${name}.ts`,
);
const adapter = ["renderer/engine/ports/", ...vocabulary, ...shared];
const main = ["electron", "node:"];
const outlet = ["electron/switchboard/outlet.ts", ...shared];
const react = ["react", "react-dom", "i18next", "zustand", "@tanstack/react-virtual"];
const everything = ["electron/", "renderer/", "shared/", "scripts/", "test/"];

const rooms: readonly Room[] = [
  { at: "shared/lib/", sees: [], vendors: [] },
  { at: words, sees: [], vendors: [] },
  { at: "shared/model/", sees: ["shared/lib/"], vendors: ["zod"] },
  { at: "shared/contract/", sees: ["shared/model/", "shared/lib/"], vendors: ["zod"] },

  { at: deeds, sees: [words, ...shared], vendors: [] },

  { at: "renderer/engine/core/", sees: shared, vendors: [] },
  { at: "renderer/engine/ports/", sees: [...vocabulary, ...shared], vendors: [] },
  { at: "renderer/engine/", sees: ["renderer/engine/core/", "renderer/engine/ports/", ...shared], vendors: [] },
  ...["main", "trial"].map((root) => ({
    at: `renderer/engine/${root}.ts`,
    sees: ["renderer/engine/", ...shared],
    vendors: [],
  })),
  { at: "renderer/engine/adapters/", sees: [...adapter, "renderer/engine/core/dice.ts"], vendors: [] },
  { at: "renderer/engine/adapters/*/", sees: adapter, vendors: [] },
  { at: "renderer/engine/adapters/sipjs/", sees: adapter, vendors: ["sip.js"] },

  {
    at: "renderer/ui/views/*/",
    sees: [
      "renderer/ui/components/",
      "renderer/ui/bridge/",
      "renderer/ui/format/",
      "renderer/ui/i18n/",
      "shared/contract/command.ts",
      deeds,
      words,
      "shared/model/",
      "shared/lib/",
    ],
    vendors: react,
  },
  {
    at: "renderer/ui/components/",
    sees: [
      "renderer/ui/format/",
      "renderer/ui/i18n/",
      "renderer/ui/theme/",
      "shared/i18n/",
      "shared/model/",
      "shared/lib/",
    ],
    vendors: react,
  },
  { at: "renderer/ui/bridge/", sees: [deeds, ...shared], vendors: react },
  {
    at: "renderer/ui/format/",
    sees: ["renderer/ui/i18n/", deeds, words, "shared/model/", "shared/lib/"],
    vendors: react,
  },
  { at: "renderer/ui/i18n/", sees: [words], vendors: react },
  { at: "renderer/ui/theme/", sees: [], vendors: react },
  { at: "renderer/ui/", sees: ["renderer/ui/", deeds, words, ...shared], vendors: react },

  { at: "electron/preload/", sees: ["shared/contract/"], vendors: ["electron"] },
  { at: "electron/switchboard/", sees: shared, vendors: [] },
  { at: "electron/ipc/", sees: shared, vendors: main },
  { at: "electron/logging/", sees: shared, vendors: [...main, "electron-log"] },
  {
    at: "electron/settings/",
    sees: ["electron/files/", "electron/signatures/", ...outlet],
    vendors: [...main, "electron-store", "zod"],
  },
  ...["app", "engine-host", "windows"].map((name) => ({
    at: `electron/${name}/`,
    sees: [
      "electron/ipc/",
      "electron/switchboard/",
      ...(name === "app" ? [words, "electron/files/"] : []),
      ...(name === "windows" ? [deeds] : []),
      ...shared,
    ],
    vendors: [...main, ...(name === "app" ? ["zod"] : [])],
  })),
  { at: "electron/files/", sees: shared, vendors: [...main, "papaparse", "zod"] },
  { at: "electron/records/", sees: shared, vendors: main },
  ...["history", "people"].map((name) => ({
    at: `electron/${name}/`,
    sees: ["electron/records/", "electron/files/", ...outlet],
    vendors: [...main, "zod", ...(name === "people" ? ["ldapts"] : [])],
  })),
  { at: "electron/recordings/", sees: ["electron/files/", ...outlet], vendors: [...main, "zod"] },
  { at: "electron/diagnostics/", sees: ["electron/files/", ...shared], vendors: [...main, "ws"] },
  { at: "electron/roster/", sees: ["electron/files/", ...shared], vendors: ["node:", "zod"] },
  { at: "electron/ladder/", sees: ["electron/files/", ...shared], vendors: ["node:", "zod"] },
  { at: "electron/signatures/", sees: [], vendors: ["node:"] },
  { at: "electron/provisioning/", sees: ["electron/signatures/", ...shared], vendors: ["node:"] },
  {
    at: "electron/updates/",
    sees: ["electron/signatures/", ...outlet],
    vendors: ["node:", "zod", "electron-updater"],
  },
  ...["tray", "incidents", "local-api", "notifications"].map((name) => ({
    at: `electron/${name}/`,
    sees: [...(["tray", "notifications"].includes(name) ? [deeds, words] : []), "electron/files/", ...outlet],
    vendors: [...main, "zod"],
  })),
  ...[
    "records-process",
    "records-service",
    "obey",
    "provision",
    "retain",
    "answer",
    "diagnose",
    "updating",
    "outside-window",
  ]
    .map((name) => `electron/${name}.ts`)
    .map((at) => ({
      at,
      sees: ["electron/", ...shared],
      vendors: main,
    })),
  { at: "electron/main.ts", sees: ["electron/", words, ...shared], vendors: main },

  { at: "test/", sees: everything, vendors: ["*"] },
  { at: "test/vitest-config.test.ts", sees: ["vitest.config.ts", "test/"], vendors: ["*"] },
  { at: "scripts/", sees: everything, vendors: ["*"] },
  { at: "scripts/test.ts", sees: [...everything, "vitest.config.ts"], vendors: ["*"] },
  { at: "*.ts", sees: everything, vendors: ["*"] },
];

export const walls: Check = {
  name: "walls",
  run: async (root) =>
    listSourceFiles(root)
      .filter(isCode)
      .flatMap((file) => findBreaches(root, file)),
};

function findBreaches(root: string, file: string): Breach[] {
  const room = findRoom(file);
  if (room === undefined) {
    return [{ where: file, problem: "stands in no room of the dependency rule.", remedy: addRoom }];
  }
  return readImports(root, file).flatMap(({ line, specifier, path, vendor }) => {
    const where = `${file}:${line}`;
    if (vendor !== null && !mayUse(room, vendor)) {
      const problem = `imports "${specifier}", which ${room.at} may not use.`;
      return [{ where, problem, remedy: "Ask for it through a port, or move the code to the folder that may." }];
    }
    if (path !== null && !maySee(room, file, path)) {
      const problem = `imports ${path}; ${room.at} may import ${room.sees.join(", ") || "nothing but itself"}.`;
      return [{ where, problem, remedy: passIn }];
    }
    return [];
  });
}

const addRoom = "Put it where it belongs (docs/map.md), or give its folder a line in scripts/check/walls.ts.";
const passIn = "Move the shared part to where both may see it, or pass it in from the composition root (main.ts).";

function mayUse(room: Room, vendor: string): boolean {
  return room.vendors.includes("*") || room.vendors.includes(vendor);
}

function maySee(room: Room, file: string, path: string): boolean {
  const isAtHome = findRoom(path) === room && matchOf(room.at, file) === matchOf(room.at, path);
  return isAtHome || room.sees.some((seen) => matchOf(seen, path) !== null);
}

function findRoom(path: string): Room | undefined {
  return rooms.filter((room) => matchOf(room.at, path) !== null).sort((a, b) => b.at.length - a.at.length)[0];
}

/** @returns the part of the path that `at` stands for, so that two views are two homes. */
function matchOf(at: string, path: string): string | null {
  const source = at.replaceAll(".", "\\.").replaceAll("*", "[^/]+");
  return new RegExp(at.endsWith("/") ? `^${source}` : `^${source}$`).exec(path)?.[0] ?? null;
}
