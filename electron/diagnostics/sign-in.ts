/**
 * Proves the account at a server without taking its place: a REGISTER without Contact binds nobody (RFC 3261 §10.2), and
 * credentials go out once, to the server's own realm alone. Then OPTIONS, as the phone asks whether a server lives.
 */
import type { ServerConfig } from "../../shared/model/phone-config.ts";
import { doubtful, failed, fine, type Finding } from "./diagnosis.ts";
import { readChallenge, writeCredentials, type Challenge } from "./digest.ts";
import type { SipLine, ToldTime } from "./sip-line.ts";
import { countContacts, toRequestUri, writeRequest, type SipAnswer, type SipRequest } from "./sip-text.ts";
import type { Outcome } from "./step-ledger.ts";

export type Asking = {
  readonly line: SipLine;
  readonly server: ServerConfig;
  readonly isSealed: boolean;
  readonly userAgent: string;
  /** @returns letters and digits that nobody else has. */
  readonly newToken: () => string;
  readonly wallNow: () => number;
};

/** What a server said of its clock on the way, if anything. */
export type SignedIn = { readonly toldTime: ToldTime | null };

export async function signIn(asking: Asking): Promise<Outcome<SignedIn>> {
  const { line, server } = asking;
  const callId = asking.newToken();
  const fromTag = asking.newToken();
  const send = (cseq: number, authorization: string | null) =>
    line.ask(write(asking, { method: "REGISTER", callId, fromTag, cseq, authorization }), callId, cseq);

  const first = await send(1, null);
  if (!first.ok) return { finding: describeSilence(first.failure, server.name), value: null };
  if (first.value.code !== 401 && first.value.code !== 407) return judgeSignIn(asking, first.value);
  const challenge = chooseChallenge(first.value, server);
  if (!challenge.ok) return { finding: challenge.finding, value: null };
  const credentials = writeCredentials(challenge.value, {
    method: "REGISTER",
    uri: toRequestUri(server.domain),
    user: server.user,
    secret: server.secret,
    cnonce: asking.newToken(),
  });
  const header = first.value.code === 401 ? "Authorization" : "Proxy-Authorization";
  const second = await send(2, `${header}: ${credentials}`);
  if (!second.ok) return { finding: describeSilence(second.failure, server.name), value: null };
  return judgeSignIn(asking, second.value);
}

type Wanted = Pick<SipRequest, "method" | "callId" | "fromTag" | "cseq" | "authorization">;

function write({ server, isSealed, userAgent, newToken }: Asking, wanted: Wanted): string {
  return writeRequest({ ...wanted, domain: server.domain, user: server.user, isSealed, branch: newToken(), userAgent });
}

type Choice = { readonly ok: true; readonly value: Challenge } | { readonly ok: false; readonly finding: Finding };

/** The phone answers these and no others, so a look must not be more generous. */
function chooseChallenge(answer: SipAnswer, { name, realms, secret }: ServerConfig): Choice {
  const headers = [...answer.headers("www-authenticate"), ...answer.headers("proxy-authenticate")];
  const challenges = headers.map(readChallenge).filter((one) => one !== null);
  const own = challenges.filter(
    ({ realm }) => realms.includes(realm) && (secret.kind === "password" || secret.realm === realm),
  );
  const chosen = own.find(({ algorithm }) => algorithm === "MD5");
  if (chosen !== undefined) return { ok: true, value: chosen };
  if (own.length > 0) {
    const algorithms = own.map(({ algorithm }) => algorithm).join(", ");
    const trouble = `${name} wants the password proved by ${algorithms}, and Tandem knows MD5 alone, so nobody can be reached through it: let the PBX offer MD5 as well.`;
    return { ok: false, finding: failed(algorithms, trouble) };
  }
  const asked = challenges.map(({ realm }) => `"${realm}"`).join(", ") || "none";
  const trouble = `${name} asks for the password of the realm ${asked}, and the document knows ${realms.join(", ")}, so nothing was sent and nobody can be reached through it: set \`realm\` to the server's.`;
  return { ok: false, finding: failed(`realm ${asked}`, trouble) };
}

function judgeSignIn({ server: { name, user }, line, wallNow }: Asking, answer: SipAnswer): Outcome<SignedIn> {
  const { code, reason } = answer;
  const found = `${code} ${reason}`.trim();
  const date = answer.headers("date")[0];
  const toldTime = date === undefined ? line.toldTime : { date, at: wallNow() };
  if (code < 300) {
    const places = countContacts(answer);
    const where =
      places === 0 ? "signed in nowhere now" : `signed in at ${places} ${places === 1 ? "place" : "places"}`;
    return { finding: fine(`${found}; ${user} is known and ${where}`), value: { toldTime } };
  }
  const trouble = describeRefusal(code, name, user);
  if (code === 503) return { finding: doubtful(found, trouble), value: null };
  return { finding: failed(found, trouble), value: null };
}

function describeRefusal(code: number, name: string, user: string): string {
  if (code === 401 || code === 407) {
    return `${name} does not accept the password of ${user}, so nobody can be reached through it: correct the account in the document or on the PBX; it was tried once.`;
  }
  if (code === 403) {
    return `${name} does not let ${user} sign in, so nobody can be reached through it: look for the account, and for a ban of this address, on the PBX.`;
  }
  if (code === 404) {
    return `${name} knows no account ${user}, so nobody can be reached through it: create it on the PBX, or correct the document.`;
  }
  if (code === 503) {
    return `${name} is overloaded or about to stop, so new calls go through another server: wait, or look after the PBX.`;
  }
  return `${name} answers a sign-in with ${code}, so nobody can be reached through it: the PBX's own log says why.`;
}

export async function askWhetherAlive(asking: Asking): Promise<Outcome<null>> {
  const { line, server } = asking;
  const callId = asking.newToken();
  const wanted = { method: "OPTIONS", callId, fromTag: asking.newToken(), cseq: 1, authorization: null } as const;
  const answer = await line.ask(write(asking, wanted), callId, 1);
  if (!answer.ok) return { finding: describeSilence(answer.failure, server.name), value: null };
  const { code, reason } = answer.value;
  const found = `${code} ${reason}`.trim();
  if (code === 503) return { finding: doubtful(found, describeRefusal(code, server.name, server.user)), value: null };
  return { finding: fine(`${found}; any answer proves life`), value: null };
}

function describeSilence(why: "silent" | "closed", name: string): Finding {
  if (why === "closed") {
    const trouble = `${name} closed the connection instead of answering, so nobody can be reached through it: the PBX's own log says why.`;
    return failed("connection closed", trouble);
  }
  const trouble = `${name} takes the connection and says nothing, so nobody can be reached through it: it may still be starting; else look after the PBX.`;
  return failed("no answer", trouble);
}
