/** A phone of bare SIP for the tests of the embedded PBX: it says exactly what a test says and keeps all it hears. */
import { once } from "node:events";
import { WebSocket } from "ws";
import {
  allHeaders,
  answerChallenge,
  header,
  parseSipMessage,
  writeSipMessage,
  type SipMessage,
} from "../testbed/sip-message.ts";
import type { Pbx } from "./start-pbx.ts";
import { branchOf, cseqOf, makeBranch, makeToken, tagOf, uriOf } from "./sip/sip-fields.ts";
import { writeReply } from "./sip/write-reply.ts";

export type AskOptions = {
  readonly uri?: string;
  readonly callId?: string;
  /** To with its tag: the request is inside a dialog. */
  readonly to?: string;
  readonly branch?: string;
  readonly cseq?: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly withinMs?: number;
};

export type DialledCall = {
  /** Every status so far, a challenge aside. */
  readonly statuses: () => readonly number[];
  /** The final response, acknowledged. */
  readonly final: (withinMs?: number) => Promise<SipMessage>;
  readonly cancel: () => Promise<number>;
  /** A request inside the dialog of the 200. @returns the response. */
  readonly ask: (method: string, options?: AskOptions) => Promise<SipMessage>;
};

export type RawPhone = {
  readonly received: readonly SipMessage[];
  /** The response, final, to a request; a challenge is answered once. Rejects when it does not come in time. */
  readonly ask: (method: string, options?: AskOptions) => Promise<SipMessage>;
  readonly register: (expiresS?: number) => Promise<number>;
  readonly dial: (number: string, sdp: string) => DialledCall;
  /** The next request of this method that was not taken yet. */
  readonly next: (method: string, withinMs?: number) => Promise<SipMessage>;
  readonly reply: (request: SipMessage, code: number, sdp?: string) => void;
  readonly isOpen: () => boolean;
  readonly whenClosed: Promise<unknown>;
  readonly drop: () => void;
};

export async function connectPhone(pbx: Pbx, user: string, password: string): Promise<RawPhone> {
  const socket = new WebSocket(pbx.url, ["sip"]);
  const whenClosed = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => undefined);
  const received: SipMessage[] = [];
  const taken = new Set<SipMessage>();
  const watchers = new Set<() => void>();
  const ourTag = makeToken();
  const contact = `sip:${user}@${makeToken()}.invalid;transport=ws`;
  let cseq = 0;
  socket.on("message", (data: Buffer) => {
    received.push(parseSipMessage(data.toString("utf8")));
    for (const watch of watchers) watch();
  });
  await once(socket, "open");

  function waitFor(fits: (message: SipMessage) => boolean, withinMs: number, what: string): Promise<SipMessage> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = received.find((message) => !taken.has(message) && fits(message));
        if (found === undefined) return;
        taken.add(found);
        stop();
        resolve(found);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`no ${what} within ${withinMs} ms; got ${received.map((one) => one.startLine).join(", ")}`));
      }, withinMs);
      const stop = (): void => {
        clearTimeout(timer);
        watchers.delete(look);
      };
      watchers.add(look);
      look();
    });
  }

  function send(method: string, options: AskOptions): { branch: string; cseq: number } {
    const { uri = `sip:${pbx.domain}`, headers = [], body = "" } = options;
    const branch = options.branch ?? makeBranch();
    const number = options.cseq ?? ++cseq;
    const fields: [string, string][] = [
      ["Via", `SIP/2.0/WS phone.invalid;branch=${branch}`],
      ["Max-Forwards", "70"],
      ["From", `<sip:${user}@${pbx.domain}>;tag=${ourTag}`],
      ["To", options.to ?? `<${uri}>`],
      ["Call-ID", options.callId ?? makeToken()],
      ["CSeq", `${number} ${method}`],
      ["Contact", `<${contact}>`],
      ...headers.map(([name, value]): [string, string] => [name, value]),
    ];
    socket.send(writeSipMessage(`${method} ${uri} SIP/2.0`, fields, body));
    return { branch, cseq: number };
  }

  const isFinalOf =
    (branch: string, method: string) =>
    (message: SipMessage): boolean =>
      message.status >= 200 && branchOf(message) === branch && cseqOf(message).method === method;

  const authorize = (challenged: SipMessage, method: string, uri: string): readonly [string, string] => [
    "Authorization",
    answerChallenge(header(challenged, "WWW-Authenticate"), method, uri, { user, password }),
  ];

  async function ask(method: string, options: AskOptions = {}): Promise<SipMessage> {
    const callId = options.callId ?? makeToken();
    const { uri = `sip:${pbx.domain}`, headers = [], withinMs = 10_000 } = options;
    const first = send(method, { ...options, callId });
    const answer = await waitFor(isFinalOf(first.branch, method), withinMs, `answer to ${method}`);
    if (answer.status !== 401) return answer;
    const again = { ...options, callId, headers: [...headers, authorize(answer, method, uri)] };
    const second = send(method, again);
    return waitFor(isFinalOf(second.branch, method), withinMs, `second answer to ${method}`);
  }

  function dial(number: string, sdp: string): DialledCall {
    const uri = `sip:${number}@${pbx.domain}`;
    const callId = makeToken();
    const invite = { uri, callId, body: sdp, headers: [["Content-Type", "application/sdp"]] as const };
    let current = send("INVITE", invite);
    let dialogTo = `<${uri}>`;
    let target = uri;
    const acknowledge = (answer: SipMessage): void => {
      const isSuccess = answer.status < 300;
      dialogTo = header(answer, "To");
      target = isSuccess ? uriOf(header(answer, "Contact")) : uri;
      const via = isSuccess ? {} : { branch: current.branch };
      send("ACK", { uri: target, callId, to: dialogTo, cseq: current.cseq, ...via });
    };
    const challenged = waitFor(isFinalOf(current.branch, "INVITE"), 10_000, "challenge").then((answer) => {
      acknowledge(answer);
      if (answer.status !== 401) return answer;
      current = send("INVITE", { ...invite, headers: [...invite.headers, authorize(answer, "INVITE", uri)] });
      return null;
    });
    // Read by `final`, which may be asked later than it fails.
    challenged.catch(() => undefined);
    const ofInvite = (message: SipMessage): boolean =>
      message.status > 0 && branchOf(message) === current.branch && cseqOf(message).method === "INVITE";
    return {
      statuses: () =>
        received.filter((message) => ofInvite(message) && message.status !== 401).map((one) => one.status),
      async final(withinMs = 10_000) {
        const early = await challenged;
        if (early !== null) return early;
        const answer = await waitFor(isFinalOf(current.branch, "INVITE"), withinMs, `end of INVITE ${number}`);
        acknowledge(answer);
        return answer;
      },
      async cancel() {
        await challenged;
        send("CANCEL", { uri, callId, branch: current.branch, cseq: current.cseq });
        return (await waitFor(isFinalOf(current.branch, "CANCEL"), 10_000, "answer to CANCEL")).status;
      },
      ask: (method, options = {}) => ask(method, { uri: target, callId, to: dialogTo, ...options }),
    };
  }

  return {
    received,
    ask,
    async register(expiresS = 120) {
      const answer = await ask("REGISTER", {
        to: `<sip:${user}@${pbx.domain}>`,
        headers: [["Expires", String(expiresS)]],
      });
      const isOurs = allHeaders(answer, "Contact").some((value) => uriOf(value) === contact);
      if (answer.status === 200 && isOurs !== expiresS > 0) throw new Error(`a 200 without the right Contact`);
      return answer.status;
    },
    dial,
    next: (method, withinMs = 10_000) => waitFor((message) => message.method === method, withinMs, `request ${method}`),
    reply(request, code, sdp) {
      const headers = [["Contact", `<${contact}>`]] as const;
      const tag = tagOf(header(request, "To")) ?? ourTag;
      socket.send(writeReply(request, code, sdp === undefined ? { tag, headers } : { tag, headers, sdp }));
    },
    isOpen: () => socket.readyState === WebSocket.OPEN,
    whenClosed,
    drop: () => socket.terminate(),
  };
}
