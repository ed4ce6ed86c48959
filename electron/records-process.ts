/** Composition root of the process of the records: the folder it was given, the clock, and the line to main. */
import { systemClock } from "./app/system-clock.ts";
import { startRecordsService } from "./records-service.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("The process of the records was started without a folder.");

const service = startRecordsService({
  folder,
  clock: systemClock,
  post: process.parentPort.postMessage.bind(process.parentPort),
  leave: () => process.exit(0),
});
process.parentPort.on("message", ({ data }) => service.receive(data));
