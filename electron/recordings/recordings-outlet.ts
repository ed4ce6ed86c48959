/** The outlet of recordings: opens a file when the engine begins one, finds it again, and erases it when its time is over. */
import { rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { CommandReply, HostCommand } from "../../shared/contract/command.ts";
import type { EngineOrder, RecordingNews } from "../../shared/contract/wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Cancel, Clock } from "../../shared/lib/clock.ts";
import type { Log } from "../../shared/lib/log.ts";
import type { Call } from "../../shared/model/call.ts";
import { CallId } from "../../shared/model/ids.ts";
import { toPastCall, type PastCall } from "../../shared/model/past-call.ts";
import type { PolicyDocument } from "../../shared/model/policy-document.ts";
import type { RecordingId, RecordingTrouble } from "../../shared/model/recording.ts";
import type { RecordingPolicy } from "../../shared/model/recording-policy.ts";
import type { Outlet } from "../switchboard/outlet.ts";
import type { OpenRecordingsOnDisk } from "./open-recordings.ts";
import { openRecordingFile, type RecordingFile } from "./recording-file.ts";
import { toRecordingPath, toWord, unfinished } from "./recording-name.ts";
import { findExpired, finishRecording, listRecordings, type FoundRecording } from "./recordings-folder.ts";

export type RecordingsNeeds = OpenRecordingsOnDisk & {
  /** Tandem's own; the rules may name another. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly sendToEngine: (order: EngineOrder) => boolean;
  /** A call that Tandem was in when it died. */
  readonly addLateCall: (call: PastCall) => void;
  /** Their files are no more. */
  readonly forgetInHistory: (recordings: readonly CallId[]) => Promise<void>;
  readonly showInFolder: (path: string) => void;
  /** With the system's own player. @returns "" or what went wrong. */
  readonly play: (path: string) => Promise<string>;
};

export type RecordingsOutlet = Outlet & {
  readonly take: (news: RecordingNews) => void;
  /** Until there is a document nothing is finished, and nothing erased. */
  readonly configure: (document: Pick<PolicyDocument, "recording" | "account"> | null) => void;
  readonly openFor: (wish: Extract<HostCommand, { type: "recording.open" }>) => Promise<CommandReply>;
  readonly erase: (recordings: readonly CallId[]) => void;
  /** Which calls were being recorded; the files stay where they are. */
  readonly forgetOpen: () => Promise<void>;
};

/** What is too old goes within the hour, also where nobody calls. */
const trimEveryMs = 3_600_000;

export function createRecordingsOutlet(needs: RecordingsNeeds): RecordingsOutlet {
  const { clock, log, sendToEngine } = needs;
  /** Until they are closed: whoever looks through the folder leaves them alone. */
  const files = new Map<RecordingId, { readonly path: string; readonly file: RecordingFile }>();
  /** Being recorded, by what they were told last. */
  const calls = new Map<CallId, Call>();
  let known: readonly Call[] = [];
  let place: { readonly folder: string; readonly rules: RecordingPolicy } | null = null;
  let hasFinished = false;
  let cancelTrimming: Cancel = () => undefined;
  /** One look at the folder at a time. */
  let work: Promise<void> = Promise.resolve();

  function inTurn(what: string, task: () => Promise<void>): Promise<void> {
    work = work.then(task).catch((error: unknown) => log.error(`${what}: ${String(error)}`));
    return work;
  }

  function keepOpenCalls(): void {
    needs.open.write([...calls.values()]);
  }

  function tell(recordingId: RecordingId, trouble: RecordingTrouble | null): void {
    if (trouble !== null) log.error(`recording ${recordingId} failed: ${trouble}`);
    sendToEngine({ type: "recordingTold", recordingId, trouble });
  }

  function begin({ recordingId, callId, of, part, format }: Extract<RecordingNews, { kind: "begun" }>): void {
    if (place === null) return tell(recordingId, "unwritable");
    const call = known.find(({ id }) => id === callId);
    const { encryptTo, namesNumber } = place.rules;
    const [month, name] = toRecordingPath({
      atBegan: clock.wallNow(),
      of,
      part,
      format,
      isSealed: encryptTo !== undefined,
      number: namesNumber ? (call?.remote.number ?? null) : null,
    });
    const path = join(place.folder, month, name);
    const file = openRecordingFile({ path, format, encryptTo, tell: (trouble) => tell(recordingId, trouble) });
    files.set(recordingId, { path, file });
    if (call === undefined) return;
    calls.set(callId, call);
    keepOpenCalls();
  }

  async function end(recordingId: RecordingId): Promise<void> {
    const written = files.get(recordingId);
    if (written === undefined) return;
    await written.file.close();
    files.delete(recordingId);
    trimSoon();
  }

  async function endAll(): Promise<void> {
    await Promise.all([...files.keys()].map(end));
  }

  function trimSoon(): void {
    cancelTrimming();
    cancelTrimming = clock.after(0, () => void inTurn("recordings could not be looked through", trim));
  }

  async function trim(): Promise<void> {
    cancelTrimming();
    cancelTrimming = clock.after(trimEveryMs, trimSoon);
    if (place === null) return;
    const found = await listRecordings(place.folder);
    const expired = findExpired(found, place.rules, clock.wallNow());
    if (expired.length === 0) return;
    log.info(`${expired.length} recording(s) are erased: older or more than the rules let stay`);
    await removeFiles(found.filter(({ of }) => expired.includes(of)));
    await needs.forgetInHistory(expired.map((of) => CallId.parse(of)));
  }

  async function removeFiles(found: readonly FoundRecording[]): Promise<void> {
    for (const { path } of found) await rm(path, { force: true });
  }

  /** Once a start: what a Tandem that died left unfinished, and the calls it was in. */
  async function finishAll(folder: string): Promise<void> {
    const before = [...files.values()];
    const found = await listRecordings(folder);
    const isWritten = (path: string) =>
      [...before, ...files.values()].some((written) => path === written.path + unfinished);
    const left = found.filter(({ isUnfinished, path }) => isUnfinished && !isWritten(path));
    const finished = new Set<string>();
    for (const recording of left) {
      const path = await finishRecording(recording);
      if (path !== null) finished.add(recording.of);
      log.warn(`${recording.path} was left unfinished; ${path === null ? "it was empty" : "it is kept as it is"}`);
    }
    const late = needs.open.read().filter(({ id }) => !calls.has(id));
    for (const call of late) addLateCall(call, found, finished);
    if (late.length > 0) keepOpenCalls();
  }

  function addLateCall(call: Call, found: readonly FoundRecording[], finished: ReadonlySet<string>): void {
    const { recording } = call;
    if (recording === null) return;
    const ofIt = found.filter(({ of }) => of === toWord(recording.id));
    const isKept = finished.has(toWord(recording.id)) || ofIt.some(({ isUnfinished }) => !isUnfinished);
    const atEnded = Math.max(call.atAnswered ?? call.atStarted, ...ofIt.map(({ at }) => at));
    const ended = toPastCall({
      ...call,
      state: "ended",
      atEnded,
      end: { by: "system", reason: "engineLost", code: null },
      recording: { ...recording, isKept },
    });
    if (ended !== null) needs.addLateCall(ended);
  }

  async function find(id: CallId): Promise<FoundRecording[]> {
    const found = place === null ? [] : await listRecordings(place.folder);
    return found.filter(({ of }) => of === toWord(id));
  }

  return {
    name: "recordings",
    receive(event, snapshot) {
      known = snapshot.calls;
      if (event.type === "engine.changed" && event.engine.state === "lost") void endAll();
      if (event.type !== "call.ended" || !calls.delete(event.call.id)) return;
      keepOpenCalls();
    },
    async stop() {
      cancelTrimming();
      await endAll();
      await work;
      cancelTrimming();
      await needs.open.settle();
    },
    take(news) {
      switch (news.kind) {
        case "begun":
          return begin(news);
        case "chunk":
          return files.get(news.recordingId)?.file.write(news.octets);
        case "ended":
          return void end(news.recordingId);
        default:
          return assertNever(news);
      }
    },
    configure(document) {
      if (document === null) return;
      const { recording: rules, account } = document;
      const folder = rules.folder === undefined ? needs.folder : join(rules.folder, toSeat(account.user));
      place = { folder, rules };
      if (!hasFinished) {
        hasFinished = true;
        void inTurn("recordings that were left unfinished could not be finished", () => finishAll(folder));
      }
      trimSoon();
    },
    async openFor({ id, how }) {
      if (place?.rules.operatorMayOpen === false) return notAllowed;
      const found = await find(id);
      const [first] = found;
      if (first === undefined) return noRecording;
      if (how === "show") needs.showInFolder(first.path);
      else if (first.isSealed) return isSealed;
      else {
        const trouble = await needs.play(first.path);
        if (trouble !== "") return { ok: false, failure: { kind: "noRecording", message: cannotPlay } };
      }
      return { ok: true };
    },
    forgetOpen() {
      calls.clear();
      keepOpenCalls();
      return needs.open.whileStill(needs.sweepAside.all);
    },
    erase(recordings) {
      if (recordings.length === 0) return;
      const words = new Set(recordings.map(toWord));
      void inTurn("recordings could not be erased", async () => {
        if (place === null) return;
        await removeFiles((await listRecordings(place.folder)).filter(({ of }) => words.has(of)));
      });
    },
  };
}

/** In a folder that many share each seat keeps to its own. */
function toSeat(user: string): string {
  return `${toWord(user)}-${toWord(hostname())}`;
}

const cannotPlay = "The recording could not be played. Show it in its folder instead.";
const notAllowed: CommandReply = {
  ok: false,
  failure: { kind: "notAllowed", message: "Your administrator's rules do not show recordings here." },
};
const isSealed: CommandReply = {
  ok: false,
  failure: { kind: "notAllowed", message: "This recording is sealed: only your administrator can read it." },
};
const noRecording: CommandReply = {
  ok: false,
  failure: { kind: "noRecording", message: "There is no file of this recording any more." },
};
