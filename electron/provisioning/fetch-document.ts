/** Fetches the document a link leads to, within bounds that no server can widen: time, size, one host, trusted TLS. */
import { request as sendRequest, type IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import type { Clock } from "../../shared/lib/clock.ts";
import type { FetchTrouble } from "../../shared/model/enrolment.ts";
import type { EnrolmentLink } from "../../shared/model/enrolment-link.ts";
import { toCertificateDoubt } from "../../shared/model/server-check.ts";
import type { ComputerProvisioning } from "../../shared/model/provisioning-policy.ts";
import { type FindProxy, openConnection } from "./open-connection.ts";
import { type Answer, type CheckDocument, type Fetched, readAnswer, toTrouble } from "./read-answer.ts";
import { readRetryAfter } from "./retry-after.ts";

export type FetchNeeds = {
  readonly clock: Pick<Clock, "after" | "wallNow">;
  /** Certificates, PEM. */
  readonly authorities: () => string[];
  readonly check: CheckDocument;
  /** What the computer's policy wants; it may be another one at the next asking. */
  readonly provisioning: () => Pick<ComputerProvisioning, "hosts" | "signedBy">;
  readonly findProxy: FindProxy;
  /** Who asks, for a server whose link is one for many. The computer's word, and no proof. */
  readonly seat: { readonly user: string; readonly computer: string; readonly version: string };
};

/** For everything together, redirects too: a person waits for it, ms. */
const patienceMs = 10_000;
const mostBytes = 256 * 1024;
const mostRedirects = 3;
/** Of a signature, which has 88 characters. */
const mostSignatureBytes = 256;

/** An operator who signs in by what he knows (RFC 7617); in the place of the link's token. */
export type Person = { readonly user: string; readonly password: string };

export type Asking = {
  /** Of the document we have, so that an unchanged one is not sent again. */
  readonly etag?: string | null;
  readonly person?: Person;
};

export type FetchDocument = (link: EnrolmentLink, asking?: Asking) => Promise<Fetched>;

export function createFetch(needs: FetchNeeds): FetchDocument {
  return (link, asking = {}) =>
    new Promise((resolve) => {
      const abort = new AbortController();
      const settle = (fetched: Fetched) => {
        resolve(fetched);
        cancel();
        abort.abort();
      };
      const cancel = needs.clock.after(patienceMs, () => settle(toTrouble({ kind: "tooSlow" })));
      // What fails before anything is connected, as the computer's list of authorities may, leads to no server.
      follow(needs, link, asking, abort.signal).then(settle, () => settle(toTrouble({ kind: "unreachable" })));
    });
}

async function follow(needs: FetchNeeds, link: EnrolmentLink, asking: Asking, signal: AbortSignal): Promise<Fetched> {
  const { hosts, signedBy = null } = needs.provisioning();
  let url = new URL(link.url);
  // As it is written: a name is never turned into an address, nor the other way round, to be compared.
  if (hosts !== undefined && !hosts.includes(url.host)) return toTrouble({ kind: "otherHost", host: url.host });
  const headers = toHeaders(needs.seat, link.token, asking);
  const connecting = { authorities: needs.authorities(), findProxy: needs.findProxy, wallNow: needs.clock.wallNow };
  for (let redirects = 0; ; redirects += 1) {
    const step = await ask(url, headers, connecting, signal);
    if (step.kind === "trouble") return step;
    if (step.kind === "answer") {
      const answer =
        signedBy === null || step.answer.signature !== null
          ? step.answer
          : { ...step.answer, signature: await askSignature(url, headers, connecting, signal) };
      return readAnswer({ origin: link.origin, check: needs.check, signedBy }, answer);
    }
    const next = URL.parse(step.location, url.href);
    if (next === null || redirects === mostRedirects) return toTrouble({ kind: "failing", status: step.status });
    // The token is for one host; so is the trust of whoever took the link.
    if (next.origin !== url.origin) return toTrouble({ kind: "elsewhere", host: next.host.slice(0, 128) });
    url = next;
  }
}

/** Where a server of plain files can say nothing in a header, it lies beside the document. */
async function askSignature(
  document: URL,
  { "if-none-match": _etag, ...headers }: Record<string, string>,
  connecting: Connecting,
  signal: AbortSignal,
): Promise<string | null> {
  const url = new URL(document);
  url.pathname += ".sig";
  const step = await ask(url, headers, connecting, signal);
  if (step.kind !== "answer" || step.answer.status !== 200 || step.answer.body.length > mostSignatureBytes) return null;
  return Buffer.from(step.answer.body).toString("latin1").trim();
}

function toHeaders({ user, computer, version }: FetchNeeds["seat"], token: string | null, { etag, person }: Asking) {
  const authorization = toAuthorization(token, person);
  return {
    accept: "application/json",
    "accept-encoding": "identity",
    "user-agent": `Tandem/${version}`,
    "tandem-user": encodeURIComponent(user),
    "tandem-computer": encodeURIComponent(computer),
    ...(authorization === null ? {} : { authorization }),
    ...(etag === null || etag === undefined ? {} : { "if-none-match": etag }),
  };
}

function toAuthorization(token: string | null, person: Person | undefined): string | null {
  if (person === undefined) return token === null ? null : `Bearer ${token}`;
  return `Basic ${Buffer.from(`${person.user}:${person.password}`).toString("base64")}`;
}

type Connecting = {
  readonly authorities: string[];
  readonly findProxy: FindProxy;
  readonly wallNow: () => number;
};

type Step =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "redirect"; readonly status: number; readonly location: string }
  | { readonly kind: "trouble"; readonly trouble: FetchTrouble };

const redirects = [301, 302, 303, 307, 308];

/** Nothing is sent before the certificate is known to be good, nor once nobody waits for an answer any more. */
async function ask(
  url: URL,
  headers: Record<string, string>,
  { authorities, findProxy, wallNow }: Connecting,
  signal: AbortSignal,
): Promise<Step> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port === "" ? 443 : Number(url.port);
  const proxy = await findProxy(url.href);
  signal.throwIfAborted();
  const connected = await openConnection({ host, port }, proxy, signal);
  if (connected.kind === "refused") return { kind: "trouble", trouble: { kind: "proxy", status: connected.status } };
  return new Promise((resolve) => {
    const settle = (step: Step) => {
      resolve(step);
      socket.destroy();
      connected.socket.destroy();
    };
    const servername = isIP(host) === 0 ? { servername: host } : {};
    // Node judges the certificate by the host it is told, and it is told none with a socket that is open already.
    const socket = connect({
      socket: connected.socket,
      host,
      ...servername,
      ca: authorities,
      rejectUnauthorized: false,
    });
    let isAsked = false;
    const giveUp = () => {
      socket.destroy();
      connected.socket.destroy();
    };
    signal.addEventListener("abort", giveUp, { once: true });
    // Once something was asked the request and its answer tell of an end, in their order.
    const fail = (trouble: FetchTrouble) => (isAsked ? undefined : settle({ kind: "trouble", trouble }));
    socket.on("error", (error) => fail(toConnectTrouble(error)));
    socket.on("close", () => fail({ kind: "unreachable" }));
    socket.on("secureConnect", () => {
      if (!socket.authorized) return settle({ kind: "trouble", trouble: toDoubt(socket) });
      isAsked = true;
      const options = { createConnection: () => socket, host, path: url.pathname + url.search };
      const request = sendRequest({ ...options, headers: { host: url.host, ...headers } });
      request.on("error", () => settle({ kind: "trouble", trouble: { kind: "brokenOff" } }));
      request.on("response", (response) => void read(response, wallNow()).then(settle));
      request.end();
    });
  });
}

/** @param at now, epoch ms. */
async function read(response: IncomingMessage, at: number): Promise<Step> {
  const { statusCode: status = 0, headers } = response;
  if (redirects.includes(status) && headers.location !== undefined) {
    return { kind: "redirect", status, location: headers.location };
  }
  const tooBig: Step = { kind: "trouble", trouble: { kind: "tooBig" } };
  if (Number(headers["content-length"]) > mostBytes) return tooBig;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > mostBytes) return tooBig;
      chunks.push(chunk);
    }
  } catch {
    return { kind: "trouble", trouble: { kind: "brokenOff" } };
  }
  const body = Buffer.concat(chunks);
  const encoding = headers["content-encoding"] ?? null;
  const said = headers["tandem-signature"];
  const signature = typeof said === "string" ? said : null;
  const retryAfterMs = readRetryAfter(headers["retry-after"], at);
  return { kind: "answer", answer: { status, etag: headers.etag ?? null, encoding, body, signature, retryAfterMs } };
}

function toConnectTrouble(error: Error): FetchTrouble {
  const code = "code" in error ? String(error.code) : "";
  return { kind: ["ENOTFOUND", "EAI_AGAIN", "ENODATA"].includes(code) ? "unknownName" : "unreachable" };
}

function toDoubt(socket: TLSSocket): FetchTrouble {
  // Node's types call it an Error; it is the code alone.
  const doubt = toCertificateDoubt(String(socket.authorizationError));
  return { kind: "untrusted", doubt, issuer: toIssuer(socket.getPeerX509Certificate()?.issuer ?? "") };
}

/** @param issuer `C=JP⏎O=Example⏎CN=Example CA`: its common name, else its organisation, else all of it. */
function toIssuer(issuer: string): string {
  const lines = issuer.split("\n");
  const find = (key: string) => lines.find((line) => line.startsWith(key))?.slice(key.length);
  const name = find("CN=") ?? find("O=") ?? lines.join(", ");
  return (name.replace(/[\p{Cc}\p{Cf}]/gu, "").trim() || "?").slice(0, 128);
}
