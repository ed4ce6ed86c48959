/** Composition root of the process of the records: the folder it was given, the clock, and the line to main. */
import { startRecordsService } from "./records-service.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("The process of the records was started without a folder.");

const service = startRecordsService({
  folder,
  clock: {
    wallNow: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
  post: process.parentPort.postMessage.bind(process.parentPort),
  leave: () => process.exit(0),
});
process.parentPort.on("message", ({ data }) => service.receive(data));
