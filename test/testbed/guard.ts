// Outlives the process that started a testbed and sweeps up after it, however it ended, when its standard input closes.
import { existsSync } from "node:fs";
import { sweepOwn, withRecords } from "./leftovers.ts";

const [file, folder] = process.argv.slice(2);
if (file !== undefined && folder !== undefined && existsSync(file)) {
  await withRecords(async () => sweepOwn(file, folder));
}
