/** Starts the history's process as Electron starts such helpers: a utility process, with Node and without a page. */
import { utilityProcess } from "electron";
import type { HistoryProcess, ProcessListener } from "./history-line.ts";

/** @param script the built history-process.ts. @param folder where its file lies. */
export function forkHistory(script: string, folder: string, { onReport, onExit }: ProcessListener): HistoryProcess {
  const child = utilityProcess.fork(script, [folder], { serviceName: "Tandem history" });
  child.on("message", onReport);
  child.on("exit", onExit);
  return { post: (order) => child.postMessage(order, []), kill: () => void child.kill() };
}
