/** Asks every server about every account of a roster and tells, in sentences, where they differ. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkPolicyText } from "../../electron/settings/policy-file.ts";
import { fail, succeed, type Result } from "../../shared/lib/result.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import { askServer, type Answer } from "./ask-server.ts";
import { whyStop, toDifferences, type Survey } from "./to-differences.ts";

export type VerifyVerdict = { readonly isGood: boolean; readonly line: string };

/** Connections to a server at once: it takes some hundred new ones a second, and the seats of a shift go on beside. */
const atOnce = 8;

/** @param onProgress hears how many answers have come, of how many. */
export async function verifyRoster(
  folder: string,
  onProgress: (done: number, all: number) => void = () => undefined,
): Promise<VerifyVerdict> {
  const read = readDocuments(folder);
  if (!read.ok) return { isGood: false, line: read.failure };
  const documents = read.value;
  const servers = documents[0]?.servers ?? [];
  let done = 0;
  const onAnswer = () => onProgress((done += 1), documents.length * servers.length);
  const surveys = await Promise.all(servers.map(({ id, name }) => surveyServer(documents, id, name, onAnswer)));
  const lines = toDifferences(surveys);
  if (lines.length > 0) return { isGood: false, line: lines.join("\n") };
  const names = servers.map(({ name }) => name).join(" and ");
  return { isGood: true, line: `ok: ${names} know all ${documents.length} operators, and alike.` };
}

async function surveyServer(
  documents: readonly PolicyDocument[],
  id: string,
  name: string,
  onAnswer: () => void,
): Promise<Survey> {
  const waiting = [...documents];
  const answers = new Map<string, Answer>();
  let stopped: Survey["stopped"] = null;
  const askNext = async (): Promise<void> => {
    while (stopped === null) {
      const document = waiting.shift();
      const server = document?.servers.find((one) => one.id === id);
      if (document === undefined || server === undefined) return;
      answers.set(document.account.user, await askServer(document, server));
      onAnswer();
      stopped ??= whyStop(answers);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askNext));
  return { id, name, answers, stopped };
}

function readDocuments(folder: string): Result<readonly PolicyDocument[], string> {
  const place = join(folder, "documents");
  let files: readonly string[];
  try {
    files = readdirSync(place).filter((file) => file.endsWith(".json"));
  } catch {
    return fail(`${place}: there is no such folder. Make the roster first, and name with --out where it lies.`);
  }
  const read = files.toSorted().map((file) => {
    const path = join(place, file);
    return checkPolicyText(path, readFileSync(path, "utf8"));
  });
  const problems = read.flatMap((one) => (one.ok ? [] : [one.failure.line]));
  if (problems.length > 0) return fail(problems.join("\n"));
  if (read.length === 0) return fail(`${place}: it holds no document. Make the roster first.`);
  return succeed(read.flatMap((one) => (one.ok ? [one.value] : [])));
}
