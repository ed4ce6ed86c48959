/** The recorder port in the browser: each recording is a graph of its own, and its octets leave for main as they come. */
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { RecordingNews } from "../../../../shared/contract/wire.ts";
import { createEmitter } from "../../../../shared/lib/emitter.ts";
import type { InviteId } from "../../../../shared/model/ids.ts";
import type { RecordingId } from "../../../../shared/model/recording.ts";
import type { RecordingEffect, RecordingEvent } from "../../core/recording-vocabulary.ts";
import type { LogPort } from "../../ports/log.ts";
import type { RecorderPort } from "../../ports/recorder.ts";
import { openOctets, type OctetSource } from "./recording-octets.ts";
import { createRecordingGraph, type CallVoices, type RecordingGraph } from "./recording-graph.ts";
import type { SendBeep } from "./send-beep.ts";

export type WebRecorderParts = {
  /** Of a dialog that is up; null when there is none. */
  readonly findVoices: (inviteId: InviteId) => CallVoices | null;
  readonly createContext: () => AudioContext;
  readonly sendBeep: SendBeep;
  readonly send: (news: RecordingNews) => void;
  readonly log: LogPort;
};

type Running = {
  readonly graph: RecordingGraph;
  readonly octets: OctetSource;
  readonly voices: CallVoices;
  readonly watch: ReturnType<typeof setInterval>;
};

type Begin = Extract<RecordingEffect, { type: "recording.begin" }>;

/** A recording that has nothing to write for so long has stopped by itself, ms. */
const longestSilenceMs = 5_000;

export function createWebRecorder(parts: WebRecorderParts): RecorderPort {
  const { findVoices, createContext, sendBeep, send, log } = parts;
  const running = new Map<RecordingId, Running>();
  const events = createEmitter<RecordingEvent>((error) => complain(`A listener failed: ${String(error)}`));

  function complain(text: string): void {
    log.write({ level: "error", scope: "recording", text });
  }

  function fail(recordingId: RecordingId, error: unknown): void {
    complain(`The voices could not be recorded: ${String(error)}`);
    events.emit({ type: "recording.failed", recordingId, trouble: "sound" });
  }

  function begin({ recordingId, inviteId, callId, of, part, format, isSilent }: Begin): void {
    const voices = findVoices(inviteId);
    if (voices === null) throw new Error("the call has no voice");
    send({ kind: "begun", recordingId, callId, of, part, format });
    const context = createContext();
    const graph = createRecordingGraph(context, voices, isSilent);
    let hasOctets = true;
    const octets = openOctets(graph.stream, format, {
      onOctets(octets) {
        hasOctets = true;
        send({ kind: "chunk", recordingId, octets });
      },
      onError: (error) => fail(recordingId, error),
    });
    const watch = setInterval(() => {
      if (!hasOctets) fail(recordingId, "nothing came for 5 s");
      hasOctets = false;
    }, longestSilenceMs);
    running.set(recordingId, { graph, octets, voices, watch });
    context.resume().catch((error: unknown) => fail(recordingId, error));
  }

  async function end(recordingId: RecordingId): Promise<void> {
    const recording = running.get(recordingId);
    running.delete(recordingId);
    if (recording === undefined) return send({ kind: "ended", recordingId });
    clearInterval(recording.watch);
    try {
      await recording.octets.stop();
    } finally {
      recording.graph.stop();
      send({ kind: "ended", recordingId });
    }
  }

  function beep(recordingId: RecordingId): void {
    const recording = running.get(recordingId);
    if (recording === undefined) return;
    recording.graph.beep();
    for (const member of recording.voices.heard()) sendBeep(member);
  }

  function carryOut(effect: RecordingEffect): void {
    const { recordingId } = effect;
    switch (effect.type) {
      case "recording.begin":
        return begin(effect);
      case "recording.silence":
        return running.get(recordingId)?.graph.setSilent(effect.on);
      case "recording.beep":
        return beep(recordingId);
      case "recording.end":
        end(recordingId).catch((error: unknown) => complain(`The end of a recording is lost: ${String(error)}`));
        return;
      default:
        return assertNever(effect);
    }
  }

  return {
    perform(effect) {
      try {
        carryOut(effect);
      } catch (error) {
        fail(effect.recordingId, error);
      }
    },
    listen: events.listen,
  };
}
