/** Fetches the document a link leads to, within bounds that no server can widen: time, size, one host, trusted TLS. */
import { request as sendRequest, type IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import type { Clock } from "../../shared/lib/clock.ts";
import type { FetchTrouble } from "../../shared/model/enrolment.ts";
import type { EnrolmentLink } from "../../shared/model/enrolment-link.ts";
import { toCertificateDoubt } from "../../shared/model/server-check.ts";
import { type Answer, type CheckDocument, type Fetched, readAnswer, toTrouble } from "./read-answer.ts";

export type FetchNeeds = {
  readonly clock: Pick<Clock, "after">;
  /** Certificates, PEM. */
  readonly authorities: () => string[];
  readonly check: CheckDocument;
  /** Who asks, for a server whose link is one for many. The computer's word, and no proof. */
  readonly seat: { readonly user: string; readonly computer: string; readonly version: string };
};

/** For everything together, redirects too: a person waits for it, ms. */
const patienceMs = 10_000;
const mostBytes = 256 * 1024;
const mostRedirects = 3;

/** @param etag of the document we have, so that an unchanged one is not sent again. */
export type FetchDocument = (link: EnrolmentLink, etag: string | null) => Promise<Fetched>;

export function createFetch(needs: FetchNeeds): FetchDocument {
  return (link, etag) =>
    new Promise((resolve) => {
      const abort = new AbortController();
      const settle = (fetched: Fetched) => {
        resolve(fetched);
        cancel();
        abort.abort();
      };
      const cancel = needs.clock.after(patienceMs, () => settle(toTrouble({ kind: "tooSlow" })));
      void follow(needs, link, etag, abort.signal).then(settle);
    });
}

async function follow(
  needs: FetchNeeds,
  link: EnrolmentLink,
  etag: string | null,
  signal: AbortSignal,
): Promise<Fetched> {
  const headers = toHeaders(needs.seat, link.token, etag);
  let url = new URL(link.url);
  for (let redirects = 0; ; redirects += 1) {
    const step = await ask(url, headers, needs.authorities(), signal);
    if (step.kind === "trouble") return step;
    if (step.kind === "answer") return readAnswer(link.origin, step.answer, needs.check);
    const next = URL.parse(step.location, url.href);
    if (next === null || redirects === mostRedirects) return toTrouble({ kind: "failing", status: step.status });
    // The token is for one host; so is the trust of whoever took the link.
    if (next.origin !== url.origin) return toTrouble({ kind: "elsewhere", host: next.host.slice(0, 128) });
    url = next;
  }
}

function toHeaders({ user, computer, version }: FetchNeeds["seat"], token: string | null, etag: string | null) {
  return {
    accept: "application/json",
    "accept-encoding": "identity",
    "user-agent": `Tandem/${version}`,
    "tandem-user": encodeURIComponent(user),
    "tandem-computer": encodeURIComponent(computer),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(etag === null ? {} : { "if-none-match": etag }),
  };
}

type Step =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "redirect"; readonly status: number; readonly location: string }
  | { readonly kind: "trouble"; readonly trouble: FetchTrouble };

const redirects = [301, 302, 303, 307, 308];

/** Nothing is sent before the certificate is known to be good. */
function ask(url: URL, headers: Record<string, string>, authorities: string[], signal: AbortSignal): Promise<Step> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const settle = (step: Step) => {
      resolve(step);
      socket.destroy();
    };
    const port = url.port === "" ? 443 : Number(url.port);
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect({ host, port, ...servername, ca: authorities, rejectUnauthorized: false });
    let isAsked = false;
    signal.addEventListener("abort", () => socket.destroy());
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
      request.on("response", (response) => void read(response).then(settle));
      request.end();
    });
  });
}

async function read(response: IncomingMessage): Promise<Step> {
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
  return { kind: "answer", answer: { status, etag: headers.etag ?? null, encoding, body } };
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
