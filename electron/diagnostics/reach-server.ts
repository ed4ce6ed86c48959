/** The way to a server, in the order in which it can fail: its name, the route there, its port, and its certificate. */
import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import { connect as connectSealed, type TLSSocket } from "node:tls";
import { toErrorText } from "../../shared/lib/error-text.ts";
import { doubtful, failed, fine } from "./diagnosis.ts";
import { judgeCertificate } from "./judge-certificate.ts";
import type { Outcome } from "./step-ledger.ts";

/** Longer than a first connection across an ocean takes; a person waits for it. */
export const patienceMs = 5_000;

export type Target = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly isSealed: boolean;
  readonly pinnedSpki: readonly string[];
};

/** @param url of a checked document. */
export function toTarget({ name, url, pinnedSpki }: Pick<Target, "name" | "pinnedSpki"> & { url: string }): Target {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const isSealed = protocol === "wss:";
  return {
    name,
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (isSealed ? 443 : 80) : Number(port),
    path: pathname + search,
    isSealed,
    pinnedSpki,
  };
}

export async function resolveName({ name, host }: Target): Promise<Outcome<readonly string[]>> {
  if (isIP(host) !== 0) return { finding: fine(`${host} is an address itself`), value: [host] };
  try {
    const addresses = (await lookup(host, { all: true })).map(({ address }) => address);
    return { finding: fine(`${host} is ${addresses.join(", ")}`), value: addresses };
  } catch (error) {
    const trouble = `Nobody knows the name ${host}, so no call goes through ${name}: correct \`url\`, or ask whoever keeps the DNS of this network.`;
    return { finding: failed(codeOf(error), trouble), value: null };
  }
}

/** Connecting a UDP socket sends nothing; it asks the system which of its addresses it would use. */
export async function findRoute({ name, port }: Target, addresses: readonly string[]): Promise<Outcome<string>> {
  const ways = await Promise.all(addresses.map(async (to) => ({ to, from: await findLocalAddress(to, port) })));
  const found = ways.map(({ to, from }) => `${from ?? "no way"} to ${to}`).join(", ");
  const from = ways.find((way) => way.from !== null)?.from ?? null;
  if (from !== null) return { finding: fine(found), value: from };
  const trouble = `This computer has no way to ${addresses.join(" or ")}, so no call goes through ${name}: connect its network or its VPN.`;
  return { finding: failed(found, trouble), value: null };
}

function findLocalAddress(to: string, port: number): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const socket = createSocket(isIP(to) === 6 ? "udp6" : "udp4");
  const finish = (address: string | null) => {
    socket.close();
    resolve(address);
  };
  socket.once("error", () => finish(null));
  socket.once("connect", () => finish(socket.address().address));
  socket.connect(port, to);
  return promise;
}

export function openPort({ name, host, port }: Target): Promise<Outcome<Socket>> {
  const { promise, resolve } = Promise.withResolvers<Outcome<Socket>>();
  const socket = connect({ host, port });
  const fail = (code: string) => {
    socket.destroy();
    resolve({ finding: failed(code, describePort(code, name, port)), value: null });
  };
  const deadline = setTimeout(() => fail("ETIMEDOUT"), patienceMs);
  socket.once("close", () => clearTimeout(deadline));
  socket.once("error", (error) => fail(codeOf(error)));
  socket.once("connect", () => {
    clearTimeout(deadline);
    const { localAddress = "?", localPort = 0, remoteAddress = "?" } = socket;
    resolve({ finding: fine(`${localAddress}:${localPort} to ${remoteAddress}:${port}`), value: socket });
  });
  return promise;
}

function describePort(code: string, name: string, port: number): string {
  if (code === "ECONNREFUSED") {
    return `Nothing listens at port ${port} of ${name}, so no call goes through it: start its PBX, or correct the port in \`url\`.`;
  }
  if (code === "ETIMEDOUT") {
    return `${name} does not answer at port ${port} within ${patienceMs / 1_000} s, so no call goes through it: switch it on, or let the firewalls in between pass this port.`;
  }
  return `Port ${port} of ${name} cannot be reached (${code}), so no call goes through it: look after the network between this computer and it.`;
}

export type SealNeeds = {
  readonly authorities: () => string[];
  /** @returns base64 SHA-256 of the certificate's SubjectPublicKeyInfo. */
  readonly toPin: (pem: string) => string | null;
  readonly wallNow: () => number;
};

/** Nothing is sent to a server whose certificate is not trusted. */
export function sealLine(needs: SealNeeds, target: Target, socket: Socket): Promise<Outcome<Socket>> {
  const { promise, resolve } = Promise.withResolvers<Outcome<Socket>>();
  const { host, name } = target;
  const sealed = connectSealed({
    socket,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ca: needs.authorities(),
    rejectUnauthorized: false,
  });
  const fail = (code: string) => {
    sealed.destroy();
    const trouble = `${name} does not speak TLS at its port (${code}), so no call goes through it: correct \`url\`, or give its web server a certificate.`;
    resolve({ finding: failed(code, trouble), value: null });
  };
  const deadline = setTimeout(() => fail("no answer"), patienceMs);
  sealed.once("error", (error) => fail(codeOf(error)));
  sealed.once("close", () => clearTimeout(deadline));
  sealed.once("secureConnect", () => {
    clearTimeout(deadline);
    const finding = judge(needs, target, sealed);
    if (finding.state === "failed") sealed.destroy();
    resolve({ finding, value: finding.state === "failed" ? null : sealed });
  });
  return promise;
}

/** A server of this computer may be spoken to in the open (policy-document.ts). */
export function leaveOpen(socket: Socket): Outcome<Socket> {
  return { finding: fine("not sealed: it is this computer itself"), value: socket };
}

function judge({ toPin, wallNow }: SealNeeds, { name, pinnedSpki }: Target, sealed: TLSSocket) {
  const certificate = sealed.getPeerX509Certificate();
  if (certificate === undefined) {
    return doubtful("no certificate", `${name} shows no certificate, so nothing says who it is: give it one.`);
  }
  const pin = toPin(certificate.toString());
  const atEnd = Date.parse(certificate.validTo);
  // Node's types call it an Error; it is the code alone.
  const objection = sealed.authorized ? null : String(sealed.authorizationError);
  const isPinned = pin !== null && pinnedSpki.includes(pin);
  return judgeCertificate({ issuer: toIssuer(certificate.issuer), atEnd, objection, isPinned }, name, wallNow());
}

function toIssuer(distinguishedName: string): string {
  return /^(?:CN|O)=(.*)$/mu.exec(distinguishedName)?.[1] ?? distinguishedName.replaceAll("\n", ", ");
}

export function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error) return String(error.code);
  return toErrorText(error);
}
