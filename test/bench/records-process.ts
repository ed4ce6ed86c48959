/** The process that keeps calls and contacts, as main starts it, asked from here. */
import { fork } from "node:child_process";
import { join } from "node:path";
import { RecordsReport, type RecordsAnswer, type RecordsAsk } from "../../shared/contract/records-wire.ts";

const root = join(import.meta.dirname, "../..");

export type RecordsProcess = {
  readonly ask: (question: RecordsAsk) => Promise<RecordsAnswer>;
  readonly stop: () => void;
};

export function startRecordsProcess(folder: string): RecordsProcess {
  const child = fork(join(root, "out/main/records.js"), [folder], {
    execArgv: ["--import", join(root, "test/host/parent-port.ts")],
    serialization: "advanced",
  });
  let lastId = 0;
  return {
    ask(question) {
      lastId += 1;
      const id = lastId;
      const { promise, resolve } = Promise.withResolvers<RecordsAnswer>();
      const hear = (raw: unknown): void => {
        const report = RecordsReport.parse(raw);
        if (report.type !== "answer" || report.id !== id) return;
        child.off("message", hear);
        resolve(report.answer);
      };
      child.on("message", hear);
      child.send({ type: "ask", id, ask: question });
      return promise;
    },
    stop: () => void child.kill(),
  };
}
