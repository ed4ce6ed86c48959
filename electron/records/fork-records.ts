/** Starts the process of the records as Electron starts such helpers: a utility process, with Node and without a page. */
import { utilityProcess } from "electron";
import type { ProcessListener, RecordsProcess } from "./records-line.ts";

/** @param script the built records-process.ts. @param folder where its files lie. */
export function forkRecords(script: string, folder: string, { onReport, onExit }: ProcessListener): RecordsProcess {
  const child = utilityProcess.fork(script, [folder], { serviceName: "Tandem records" });
  child.on("message", onReport);
  child.on("exit", onExit);
  return { post: (order) => child.postMessage(order, []), kill: () => void child.kill() };
}
