import { expect, it } from "vitest";
import { fileNames } from "../../../scripts/check/file-names.ts";
import { plantTree } from "./plant-tree.ts";

it("File names that say nothing or are not in kebab-case are breaches.", async () => {
  const root = plantTree({
    "shared/lib/assert-never.ts": "",
    "shared/lib/date-utils.ts": "",
    "electron/app/callManager.ts": "",
    "test/shared/lib/redact-sip.test.ts": "",
    "vitest.config.ts": "",
  });
  expect((await fileNames.run(root)).map(({ where }) => where)).toEqual([
    "electron/app/callManager.ts",
    "shared/lib/date-utils.ts",
  ]);
});
