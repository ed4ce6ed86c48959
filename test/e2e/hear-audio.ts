/** An ear inside the running app: reads packets and energy of every voice connection of the engine's hidden page. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { z } from "zod";
import type { TandemApp } from "./launch-app.ts";

/** What `launchApp` needs in `env` so that an ear can be put in. */
export const withEar = { TANDEM_CHROMIUM_FLAGS: "--remote-debugging-port=0" } as const;

const Voice = z.object({
  packetsReceived: z.number(),
  /** Decoded sound, RTCInboundRtpStreamStats.totalAudioEnergy (full scale² · s). */
  energyReceived: z.number(),
  packetsSent: z.number(),
  /** Sound handed to the encoder; zero while muted. */
  energySent: z.number(),
});
/** Totals since a connection was made; only their growth tells anything. */
export type Voice = z.infer<typeof Voice>;

export type Ear = {
  /** How much each connected voice connection grew over the time, in no order. */
  readonly listen: (durationMs: number) => Promise<Voice[]>;
  /** Totals of every connection there is now, always in the same order, zero once closed; asked for as often as wanted. */
  readonly follow: () => Promise<() => Promise<Voice[]>>;
  readonly close: () => void;
};

const noVoice: Voice = { packetsReceived: 0, energyReceived: 0, packetsSent: 0, energySent: 0 };

/** Far above the noise of silence (0), far below a beep or a 1004 Hz tone of one second (> 0.001). */
export const audibleEnergy = 0.000_01;

/** Sound on its way through the pipeline, and statistics that are kept for 50 ms, belong to what was before. */
const settleMs = 300;

/** Runs in the page, on one connection. */
const readVoice = `async function (isAnyState) {
  if (this.connectionState !== "connected" && !(isAnyState && this.connectionState !== "closed")) return null;
  const voice = { packetsReceived: 0, energyReceived: 0, packetsSent: 0, energySent: 0 };
  for (const stat of (await this.getStats()).values()) {
    if (stat.kind !== "audio") continue;
    if (stat.type === "inbound-rtp") {
      voice.packetsReceived += stat.packetsReceived ?? 0;
      voice.energyReceived += stat.totalAudioEnergy ?? 0;
    }
    if (stat.type === "outbound-rtp") voice.packetsSent += stat.packetsSent ?? 0;
    if (stat.type === "media-source") voice.energySent += stat.totalAudioEnergy ?? 0;
  }
  return voice;
}`;

const Targets = z.object({
  targetInfos: z.array(z.object({ targetId: z.string(), type: z.string(), url: z.string() })),
});
const Attached = z.object({ sessionId: z.string() });
const Evaluated = z.object({ result: z.object({ objectId: z.string() }) });
const Queried = z.object({ objects: z.object({ objectId: z.string() }) });
const Properties = z.object({
  result: z.array(z.object({ name: z.string(), value: z.object({ objectId: z.string().optional() }).optional() })),
});
const Called = z.object({ result: z.object({ value: z.unknown() }) });

export type EnginePage = Pick<DevToolsLine, "close"> & {
  /** One command of the DevTools protocol to the hidden page. */
  readonly ask: (method: string, params: object) => Promise<unknown>;
};

/** The app must have been launched with `withEar`. */
export async function openEnginePage(app: TandemApp): Promise<EnginePage> {
  const line = await openDevTools(app);
  const { targetInfos } = Targets.parse(await line.ask("Target.getTargets", { filter: [{}] }));
  const engine = targetInfos.find(({ type, url }) => type !== "tab" && new URL(url).hostname.startsWith("engine"));
  if (engine === undefined) throw new Error(`no engine page among ${targetInfos.map(({ url }) => url).join(", ")}`);
  const { targetId } = engine;
  const { sessionId } = Attached.parse(await line.ask("Target.attachToTarget", { targetId, flatten: true }));
  return { ask: (method, params) => line.ask(method, params, sessionId), close: line.close };
}

/** The app must have been launched with `withEar`. */
export async function openEar(app: TandemApp): Promise<Ear> {
  const { ask, close } = await openEnginePage(app);
  /** Every connection of the page, open or not. */
  const findConnections = async (objectGroup: string): Promise<string[]> => {
    const expression = "RTCPeerConnection.prototype";
    const { result } = Evaluated.parse(await ask("Runtime.evaluate", { expression, objectGroup }));
    const query = { prototypeObjectId: result.objectId, objectGroup };
    const { objectId } = Queried.parse(await ask("Runtime.queryObjects", query)).objects;
    const list = Properties.parse(await ask("Runtime.getProperties", { objectId, ownProperties: true }));
    return list.result.flatMap(({ name, value }) => (/^\d+$/.test(name) ? (value?.objectId ?? []) : []));
  };

  const read = async (objectId: string, isAnyState = false): Promise<Voice | null> => {
    const args = [{ value: isAnyState }];
    const params = {
      objectId,
      functionDeclaration: readVoice,
      arguments: args,
      awaitPromise: true,
      returnByValue: true,
    };
    return Voice.nullable().parse(Called.parse(await ask("Runtime.callFunctionOn", params)).result.value);
  };

  return {
    async listen(durationMs) {
      const objectGroup = "ear";
      await sleep(settleMs);
      const connections = await findConnections(objectGroup);
      const readAll = () => Promise.all(connections.map((connection) => read(connection)));
      const before = await readAll();
      await sleep(durationMs);
      const after = await readAll();
      await ask("Runtime.releaseObjectGroup", { objectGroup });
      return after.flatMap((voice, at) => (voice === null ? [] : grow(before[at] ?? null, voice)));
    },
    async follow() {
      const connections = await findConnections("followed");
      return async () => {
        const voices = await Promise.all(connections.map((connection) => read(connection, true)));
        return voices.map((voice) => voice ?? noVoice);
      };
    },
    close,
  };
}

function grow(before: Voice | null, after: Voice): Voice {
  if (before === null) return after;
  return {
    packetsReceived: after.packetsReceived - before.packetsReceived,
    energyReceived: after.energyReceived - before.energyReceived,
    packetsSent: after.packetsSent - before.packetsSent,
    energySent: after.energySent - before.energySent,
  };
}

/** What a voice connection did, in the words of a test. */
export function describeVoice(voice: Voice): { sends: boolean; speaks: boolean; receives: boolean; hears: boolean } {
  return {
    sends: voice.packetsSent > 10,
    speaks: voice.energySent > audibleEnergy,
    receives: voice.packetsReceived > 10,
    hears: voice.energyReceived > audibleEnergy,
  };
}

/** A conversation, as `describeVoice` tells it. */
export const bothWays: ReturnType<typeof describeVoice> = { sends: true, speaks: true, receives: true, hears: true };

type DevToolsLine = {
  readonly ask: (method: string, params: object, sessionId?: string) => Promise<unknown>;
  readonly close: () => void;
};

const Reply = z.object({ id: z.number(), result: z.unknown(), error: z.object({ message: z.string() }).optional() });

export async function openDevTools(app: Pick<TandemApp, "userDataDir" | "reach">): Promise<DevToolsLine> {
  const [port, path] = readFileSync(join(app.userDataDir, "chromium-profile", "DevToolsActivePort"), "utf8").split(
    "\n",
  );
  await app.reach(Number(port));
  const socket = new WebSocket(`ws://127.0.0.1:${port ?? ""}${path ?? ""}`);
  await once(socket, "open");
  const waiting = new Map<number, (reply: z.infer<typeof Reply>) => void>();
  let lastId = 0;
  socket.on("message", (data: Buffer) => {
    const reply = Reply.safeParse(JSON.parse(data.toString()));
    if (reply.success) waiting.get(reply.data.id)?.(reply.data);
  });
  return {
    ask: (method, params, sessionId) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, ({ error, result }) => {
          waiting.delete(id);
          if (error === undefined) resolve(result);
          else reject(new Error(`${method}: ${error.message}`));
        });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      }),
    close: () => socket.close(),
  };
}
