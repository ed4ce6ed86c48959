// A bare SIP client over a WebSocket (RFC 7118), for probing the servers without the phone's own SIP in between.
import { createHash, randomBytes, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { TLSSocket } from "node:tls";
import { WebSocket } from "ws";
import { accountPassword } from "./accounts.ts";
import type { AsteriskServer } from "./asterisk-server.ts";
import {
  allHeaders,
  answerChallenge,
  header,
  parseSipMessage,
  silentSdp,
  writeSipMessage,
  type SipMessage,
} from "./sip-message.ts";

export type RawAnswer = { status: number; message: SipMessage };

export type RawInviteOptions = { headers?: [string, string][]; sdp?: string };

export type RawOutgoingCall = {
  /** Every status received so far, 401 included. */
  statuses: number[];
  /** The first status of at least `atLeast`, challenges aside; null when it does not come in time. */
  waitFor: (atLeast: number, timeoutMs?: number) => Promise<number | null>;
  /** The SDP of the 2xx, or null before it. */
  answer: () => string | null;
  cancel: () => void;
  hangUp: () => Promise<number | null>;
  /** Resolves when the server has sent BYE. */
  whenEnded: Promise<void>;
};

export type RawIncomingCall = {
  invite: SipMessage;
  ring: () => void;
  accept: () => void;
  reject: (status: number) => void;
  /** Resolves with the CANCEL or BYE that ended it. */
  whenEnded: Promise<SipMessage>;
};

export type RawSipClient = {
  /** Each message, both ways, as it was on the wire. */
  trace: { at: number; sent: boolean; text: string }[];
  isOpen: () => boolean;
  whenClosed: Promise<number>;
  /** Answers challenges once. Null: no answer in time. */
  register: (expiresS?: number, timeoutMs?: number) => Promise<number | null>;
  /** The Contacts of this account, asked for by a REGISTER without one (RFC 3261 §10.2.3). Null: no 2xx in time. */
  bindings: (timeoutMs?: number) => Promise<string[] | null>;
  /** Never answers challenges. Null: no answer in time. */
  options: (timeoutMs?: number, target?: string) => Promise<number | null>;
  /** The offer is one no media will follow, unless `sdp` is a real one. */
  invite: (number: string, options?: RawInviteOptions) => RawOutgoingCall;
  nextIncoming: (timeoutMs?: number) => Promise<RawIncomingCall | null>;
  close: () => Promise<void>;
  /** Drops the connection without a goodbye. */
  terminate: () => void;
};

const token = (): string => randomBytes(6).toString("hex");

/** Opens the socket and checks the server's pin; throws when either fails. */
export async function connectRawSip(
  server: AsteriskServer,
  user: string,
  password: string = accountPassword,
): Promise<RawSipClient> {
  const socket = new WebSocket(server.wssUrl, ["sip"], { rejectUnauthorized: false });
  socket.on("upgrade", (response) => {
    if (response.socket instanceof TLSSocket && pinOf(response.socket) !== server.spkiPin) socket.terminate();
  });
  await once(socket, "open");
  return new SocketClient(socket, server.domain, user, password);
}

function pinOf(socket: TLSSocket): string {
  const { publicKey } = new X509Certificate(socket.getPeerCertificate().raw);
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");
}

class SocketClient implements RawSipClient {
  readonly trace: { at: number; sent: boolean; text: string }[] = [];
  readonly whenClosed: Promise<number>;
  private readonly socket: WebSocket;
  private readonly domain: string;
  private readonly user: string;
  private readonly password: string;
  private readonly contactHost = `${token()}.invalid`;
  private readonly fromTag = token();
  private readonly registerCallId = token();
  private cseq = 0;
  /** By Via branch and method: who waits for responses. */
  private readonly transactions = new Map<string, (message: SipMessage) => void>();
  /** By Call-ID: who waits for requests inside a dialog. */
  private readonly dialogs = new Map<string, (request: SipMessage) => void>();
  private readonly incoming: RawIncomingCall[] = [];
  private onIncoming: (() => void) | null = null;

  constructor(socket: WebSocket, domain: string, user: string, password: string) {
    this.socket = socket;
    this.domain = domain;
    this.user = user;
    this.password = password;
    this.whenClosed = new Promise((resolve) => {
      socket.once("close", (code: number) => resolve(code));
    });
    socket.on("error", () => this.trace.push({ at: performance.now(), sent: false, text: "(socket error)" }));
    socket.on("message", (data: Buffer) => this.receive(data.toString()));
  }

  isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  async register(expiresS = 120, timeoutMs = 3_000): Promise<number | null> {
    const binding: [string, string][] = [
      ["Contact", `<${this.contact()}>`],
      ["Expires", String(expiresS)],
    ];
    return (await this.askRegistrar(binding, timeoutMs))?.status ?? null;
  }

  async bindings(timeoutMs = 3_000): Promise<string[] | null> {
    const answer = await this.askRegistrar([], timeoutMs);
    return answer?.status === 200 ? allHeaders(answer.message, "Contact") : null;
  }

  private async askRegistrar(headers: [string, string][], timeoutMs: number): Promise<RawAnswer | null> {
    const uri = `sip:${this.domain}`;
    const identity = { callId: this.registerCallId, to: `<sip:${this.user}@${this.domain}>` };
    const first = await this.request("REGISTER", uri, identity, headers, timeoutMs);
    if (first?.status !== 401) return first;
    const challenge = header(first.message, "WWW-Authenticate");
    return this.request(
      "REGISTER",
      uri,
      identity,
      [...headers, ["Authorization", this.authorize(challenge, "REGISTER", uri)]],
      timeoutMs,
    );
  }

  async options(timeoutMs = 5_000, target = `sip:${this.domain}`): Promise<number | null> {
    const answer = await this.request("OPTIONS", target, { callId: token(), to: `<${target}>` }, [], timeoutMs);
    return answer?.status ?? null;
  }

  invite(number: string, options: RawInviteOptions = {}): RawOutgoingCall {
    const uri = `sip:${number}@${this.domain}`;
    const callId = token();
    const { headers = [], sdp = silentSdp() } = options;
    const statuses: number[] = [];
    const waiting: (() => void)[] = [];
    let remote: SipMessage | null = null;
    let branch = "";
    let cseq = 0;
    const send = (more: [string, string][]): void => {
      branch = `z9hG4bK${token()}`;
      cseq = ++this.cseq;
      this.transactions.set(`${branch} INVITE`, onResponse);
      const contact: [string, string][] = [
        ["Contact", `<${this.contact()}>`],
        ["Content-Type", "application/sdp"],
      ];
      const all = [...contact, ...headers, ...more];
      this.send("INVITE", uri, { callId, to: `<${uri}>` }, all, { branch, cseq, body: sdp });
    };
    const acknowledge = (message: SipMessage): void => {
      const isSuccess = message.status < 300;
      const target = isSuccess ? contactUri(message, uri) : uri;
      const via = isSuccess ? `z9hG4bK${token()}` : branch;
      const of = allHeaders(message, "CSeq")[0]?.split(" ")[0] ?? String(cseq);
      this.send("ACK", target, { callId, to: header(message, "To") }, [], { branch: via, cseq: Number(of) });
    };
    const onResponse = (message: SipMessage): void => {
      const { status } = message;
      statuses.push(status);
      if (status >= 200) acknowledge(message);
      if (status === 401 && statuses.filter((seen) => seen === 401).length === 1) {
        send([["Authorization", this.authorize(header(message, "WWW-Authenticate"), "INVITE", uri)]]);
      } else if (status >= 200 && status < 300) {
        remote = message;
      }
      for (const wake of waiting.splice(0)) wake();
    };
    const whenEnded = new Promise<void>((resolve) => {
      this.dialogs.set(callId, (request) => {
        if (request.method === "BYE") resolve();
      });
    });
    send([]);
    const found = (atLeast: number): number | undefined =>
      statuses.find((status, at) => status >= atLeast && !(status === 401 && at === statuses.indexOf(401)));
    return {
      statuses,
      whenEnded,
      waitFor: async (atLeast, timeoutMs = 5_000) => {
        const until = performance.now() + timeoutMs;
        while (found(atLeast) === undefined && performance.now() < until) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, until - performance.now());
            waiting.push(() => {
              clearTimeout(timer);
              resolve();
            });
          });
        }
        return found(atLeast) ?? null;
      },
      answer: () => remote?.body ?? null,
      cancel: () => this.send("CANCEL", uri, { callId, to: `<${uri}>` }, [], { branch, cseq }),
      hangUp: async () => {
        if (remote === null) return null;
        const identity = { callId, to: header(remote, "To") };
        const answer = await this.request("BYE", contactUri(remote, uri), identity, [], 3_000);
        return answer?.status ?? null;
      },
    };
  }

  async nextIncoming(timeoutMs = 5_000): Promise<RawIncomingCall | null> {
    if (this.incoming.length === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.onIncoming = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.onIncoming = null;
    }
    return this.incoming.shift() ?? null;
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.whenClosed;
  }

  terminate(): void {
    this.socket.terminate();
  }

  private contact(): string {
    return `sip:${this.user}@${this.contactHost};transport=ws`;
  }

  private authorize(challenge: string, method: string, uri: string): string {
    return answerChallenge(challenge, method, uri, { user: this.user, password: this.password });
  }

  private async request(
    method: string,
    uri: string,
    identity: { callId: string; to: string },
    headers: [string, string][],
    timeoutMs: number,
  ): Promise<RawAnswer | null> {
    const branch = `z9hG4bK${token()}`;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), timeoutMs);
      this.transactions.set(`${branch} ${method}`, (message) => {
        if (message.status < 200) return;
        clearTimeout(timer);
        resolve({ status: message.status, message });
      });
      this.send(method, uri, identity, headers, { branch, cseq: ++this.cseq });
    });
  }

  private send(
    method: string,
    uri: string,
    identity: { callId: string; to: string },
    headers: [string, string][],
    transaction: { branch: string; cseq: number; body?: string },
  ): void {
    const all: [string, string][] = [
      ["Via", `SIP/2.0/WSS ${this.contactHost};branch=${transaction.branch}`],
      ["Max-Forwards", "70"],
      ["From", `<sip:${this.user}@${this.domain}>;tag=${this.fromTag}`],
      ["To", identity.to],
      ["Call-ID", identity.callId],
      ["CSeq", `${transaction.cseq} ${method}`],
      ...headers,
    ];
    this.write(writeSipMessage(`${method} ${uri} SIP/2.0`, all, transaction.body ?? ""));
  }

  private write(text: string): void {
    this.trace.push({ at: performance.now(), sent: true, text });
    if (this.isOpen()) this.socket.send(text);
  }

  private receive(text: string): void {
    this.trace.push({ at: performance.now(), sent: false, text });
    if (text.trim() === "") return;
    const message = parseSipMessage(text);
    if (message.status > 0) {
      this.transactions.get(transactionOf(message))?.(message);
      return;
    }
    const dialog = this.dialogs.get(header(message, "Call-ID"));
    if (message.method === "INVITE" && dialog === undefined) this.ringIn(message);
    else if (message.method !== "ACK") this.respond(message, 200);
    if (message.method !== "ACK") dialog?.(message);
  }

  private ringIn(invite: SipMessage): void {
    const tag = token();
    const whenEnded = new Promise<SipMessage>((resolve) => {
      this.dialogs.set(header(invite, "Call-ID"), (request) => {
        if (request.method === "CANCEL") this.respond(invite, 487, tag);
        if (request.method === "CANCEL" || request.method === "BYE") resolve(request);
      });
    });
    this.incoming.push({
      invite,
      whenEnded,
      ring: () => this.respond(invite, 180, tag),
      accept: () => this.respond(invite, 200, tag, silentSdp().replace("actpass", "active")),
      reject: (status) => this.respond(invite, status, tag),
    });
    this.onIncoming?.();
  }

  private respond(request: SipMessage, status: number, tag = token(), body = ""): void {
    const to = header(request, "To");
    const copied = ["Via", "From", "Call-ID", "CSeq", "Record-Route"].flatMap((name) =>
      allHeaders(request, name).map((value): [string, string] => [name, value]),
    );
    const type: [string, string][] = body === "" ? [] : [["Content-Type", "application/sdp"]];
    const headers: [string, string][] = [
      ...copied,
      ["To", to.includes(";tag=") ? to : `${to};tag=${tag}`],
      ["Contact", `<${this.contact()}>`],
      ...type,
    ];
    this.write(writeSipMessage(`SIP/2.0 ${status} Raw`, headers, body));
  }
}

function transactionOf(message: SipMessage): string {
  const branch = /branch=([^;,\s]+)/.exec(header(message, "Via"))?.[1] ?? "";
  return `${branch} ${header(message, "CSeq").split(" ")[1] ?? ""}`;
}

function contactUri(message: SipMessage, otherwise: string): string {
  return /<([^>]+)>/.exec(header(message, "Contact"))?.[1] ?? otherwise;
}
