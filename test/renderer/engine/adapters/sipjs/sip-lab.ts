/** One adapter against one scripted server: the bench on which every test of this folder stands. */
import { createHash } from "node:crypto";
import { onTestFinished } from "vitest";
import type { InviteOrder, SipEvent } from "../../../../../renderer/engine/core/sip-vocabulary.ts";
import type { Census } from "../../../../../renderer/engine/adapters/sipjs/server-endpoint.ts";
import { createSipjsAdapter, type SipjsAdapter } from "../../../../../renderer/engine/adapters/sipjs/sipjs-adapter.ts";
import type { LogLine } from "../../../../../shared/contract/wire.ts";
import { CallId, InviteId, ServerId } from "../../../../../shared/model/ids.ts";
import { PhoneConfig, type ServerConfig } from "../../../../../shared/model/phone-config.ts";
import { createFakeMedia, fakeSdp, type FakeMedia } from "../../../../fakes/fake-media.ts";
import {
  startScriptedSipServer,
  type Received,
  type ScriptedSipServer,
} from "../../../../fakes/scripted-sip-server.ts";
import { writeRequest, type RequestParts } from "../../../../fakes/sip-text.ts";

/** Nothing alive but one socket. Timers L and M keep answered transactions for 32 s (RFC 6026 §8.4). */
export const atRest: Census = {
  sockets: 1,
  invites: 0,
  sessions: 0,
  dialogs: 0,
  clients: 0,
  servers: 0,
  owedByes: 0,
  subscriptions: 0,
  services: 0,
};

export const main = ServerId.parse("main");
export const password = "correct horse";
export const serverContact = "Contact: <sip:server@127.0.0.1:5060;transport=ws>";
export const inviteHeaders = [serverContact, "Content-Type: application/sdp"];
export const answerSdp = fakeSdp("sendrecv", "server");

type EventOf<Type extends SipEvent["type"]> = Extract<SipEvent, { readonly type: Type }>;

export type SipLab = {
  readonly adapter: SipjsAdapter;
  readonly server: ScriptedSipServer;
  readonly media: FakeMedia;
  readonly events: readonly SipEvent[];
  readonly lines: readonly LogLine[];
  readonly config: PhoneConfig;
  /** The next event of this type that was not taken before. */
  readonly event: <Type extends SipEvent["type"]>(type: Type, withinMs?: number) => Promise<EventOf<Type>>;
  readonly eventTypes: () => readonly string[];
  readonly census: () => Census;
  readonly open: (connection: number) => Promise<void>;
  /** Opens connection 1 and registers on it. */
  readonly register: (connection?: number) => Promise<void>;
  readonly invite: (id: string, target?: string) => void;
  readonly contactUri: () => string;
  /** A request of the server to our Contact, outside any dialog. */
  readonly request: (parts: Partial<RequestParts> & { readonly method: string }, socket?: number) => void;
};

export type LabOptions = {
  readonly server?: Partial<ServerConfig>;
  readonly strongKeyHeaders?: readonly string[];
  readonly random?: () => number;
};

export async function createSipLab(options: LabOptions = {}): Promise<SipLab> {
  const server = await startScriptedSipServer();
  const media = createFakeMedia();
  const lines: LogLine[] = [];
  const events: SipEvent[] = [];
  const taken = new WeakSet<SipEvent>();
  const adapter = createSipjsAdapter({
    media,
    log: { write: (line) => lines.push(line) },
    now: () => performance.now(),
    random: options.random ?? (() => 0),
  });
  adapter.listen((event) => events.push(event));
  onTestFinished(async () => {
    adapter.dispose();
    await server.stop();
  });

  const config = PhoneConfig.parse({
    account: { user: "1001", displayName: "Anna" },
    servers: [
      {
        id: "main",
        name: "Main",
        role: "primary",
        url: server.url,
        domain: "pbx.test",
        realms: ["asterisk"],
        user: "1001",
        displayName: "Anna",
        secret: { kind: "password", password },
        callerId: null,
        dialing: {},
        ...options.server,
      },
    ],
    failover: { strongKeyHeaders: options.strongKeyHeaders ?? ["X-Call-UUID", "X-Edge-Id"] },
    dialing: {},
    iceServers: [],
    forwarding: null,
    colleagues: [],
    voicemail: null,
    agent: null,
    queueHeader: "X-Queue",
    recording: null,
    parking: null,
    wrapUp: null,
  });
  adapter.configure(config);

  const event = async <Type extends SipEvent["type"]>(type: Type, withinMs = 10_000): Promise<EventOf<Type>> => {
    const found = await until(
      () => events.find((one): one is EventOf<Type> => one.type === type && !taken.has(one)),
      withinMs,
      () => `No ${type} within ${withinMs} ms; there were: ${events.map((one) => one.type).join(", ")}`,
    );
    taken.add(found);
    return found;
  };

  const open = async (connection: number) => {
    adapter.perform({ type: "socket.open", serverId: main, connection });
    await event("socket.opened");
  };

  const contactUri = () => {
    const register = server.received.find((message) => message.method === "REGISTER");
    return /<([^>]+)>/.exec(register?.header("Contact") ?? "")?.[1] ?? "";
  };

  return {
    adapter,
    server,
    media,
    events,
    lines,
    config,
    event,
    eventTypes: () => events.map((one) => one.type),
    census() {
      const census = adapter.census(main);
      if (census === null) throw new Error("Not configured");
      return census;
    },
    open,
    async register(connection = 1) {
      await open(connection);
      adapter.perform({ type: "register.send", serverId: main, connection, expiresS: 120 });
      grant(await server.takeRequest("REGISTER"));
      await event("register.answered");
    },
    invite(id, target) {
      adapter.perform({ type: "attempt.invite", ...inviteOrder(id, target) });
    },
    contactUri,
    request(parts, socket = -1) {
      const text = writeRequest({
        uri: contactUri(),
        callId: "server-call-1",
        cseq: 1,
        branch: `z9hG4bK${Math.random().toString(36).slice(2)}`,
        from: '"Bob" <sip:2002@pbx.test>;tag=fromserver',
        to: "<sip:1001@pbx.test>",
        ...parts,
      });
      server.send(text, socket);
    },
  };
}

export function inviteOrder(id: string, target = "2000"): InviteOrder {
  return {
    inviteId: InviteId.parse(id),
    callId: CallId.parse("call-1"),
    serverId: main,
    target,
    attemptId: "dial-1",
  };
}

/** What is reported of a REGISTER; the 200 of `grant` on connection 1 unless told otherwise. */
export function answered(overrides: Partial<EventOf<"register.answered">> = {}): SipEvent {
  return {
    type: "register.answered",
    serverId: main,
    connection: 1,
    code: 200,
    expiresS: 120,
    retryAfterS: null,
    minExpiresS: null,
    ...overrides,
  };
}

/** A 2xx to REGISTER that lists the Contact it was given. */
export function grant(register: Received, expiresS = 120): void {
  register.reply(200, {
    headers: [`Contact: ${register.header("Contact").replace(/;expires=\d+/, "")};expires=${expiresS}`],
  });
}

export function challenge(request: Received, realm = "asterisk", nonce = "nonce-1"): void {
  request.reply(401, {
    headers: [`WWW-Authenticate: Digest realm="${realm}",nonce="${nonce}",algorithm=MD5,qop="auth"`],
  });
}

export function answer(invite: Received): void {
  invite.reply(200, { headers: [serverContact], body: answerSdp });
}

export function ring(invite: Received): void {
  invite.reply(180, { headers: [serverContact] });
}

/** What RFC 2617 §3.2.2 makes of these credentials; compared with what was sent. */
export function digestOf(request: Received, ha1: string): string {
  const field = (name: string) => new RegExp(`\\b${name}="?([^",]+)`).exec(request.header("Authorization"))?.[1] ?? "";
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const ha2 = md5(`${request.method}:${field("uri")}`);
  return md5([ha1, field("nonce"), field("nc"), field("cnonce"), "auth", ha2].join(":"));
}

export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

export async function until<Value>(
  find: () => Value | undefined,
  withinMs = 10_000,
  complain: () => string = () => `Not within ${withinMs} ms`,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(complain());
    await pause(5);
  }
}

/** With its account signed in on the first socket. */
export async function registeredLab(): Promise<SipLab> {
  const lab = await createSipLab();
  await lab.register();
  return lab;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

export const inviteId = (id: string): InviteId => InviteId.parse(id);
