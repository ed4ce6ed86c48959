// Outlives the process that started a testbed and sweeps up after it, however it ended, when its standard input closes.
import { readRecord, sweepRecord, withRecords } from "./leftovers.ts";

const [file, folder] = process.argv.slice(2);
await withRecords(async () => {
  if (file !== undefined && readRecord(file)?.folder === folder) sweepRecord(file);
});
