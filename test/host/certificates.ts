// Lets main's certificate procedure decide each connection whose certificate Chromium doubts.
import { isIP } from "node:net";
import { connect } from "node:tls";
import type { PeerCertificate } from "node:tls";
import type { X509Certificate } from "node:crypto";
import type * as Electron from "electron";
import type { CdpConnection } from "./cdp-pipe.ts";
import type { CdpEvents } from "./cdp-protocol.ts";
import type { HostSession } from "./session.ts";

const probeTimeoutMs = 3_000;

/** net_error_list.h: the numbers that belong to the names Chromium reports. */
const errorCodes: Record<string, number> = {
  ERR_CERT_COMMON_NAME_INVALID: -200,
  ERR_CERT_DATE_INVALID: -201,
  ERR_CERT_AUTHORITY_INVALID: -202,
  ERR_CERT_CONTAINS_ERRORS: -203,
  ERR_CERT_REVOKED: -206,
  ERR_CERT_INVALID: -207,
  ERR_CERT_WEAK_SIGNATURE_ALGORITHM: -208,
  ERR_CERT_WEAK_KEY: -211,
  ERR_CERT_NAME_CONSTRAINT_VIOLATION: -212,
  ERR_CERT_VALIDITY_TOO_LONG: -213,
};

function principal(entity: PeerCertificate["subject"]): Electron.CertificatePrincipal {
  const list = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat());
  const first = (value: string | string[] | undefined) => list(value)[0] ?? "";
  return {
    commonName: first(entity.CN),
    country: first(entity.C),
    locality: first(entity.L),
    state: first(entity.ST),
    organizations: list(entity.O),
    organizationUnits: list(entity.OU),
  };
}

function toElectronCertificate(x509: X509Certificate): Electron.Certificate {
  const legacy = x509.toLegacyObject();
  const [subject, issuer] = [principal(legacy.subject), principal(legacy.issuer)];
  const epochSeconds = (text: string) => Math.floor(Date.parse(text) / 1000);
  const certificate: Omit<Electron.Certificate, "issuerCert"> = {
    data: x509.toString(),
    fingerprint: `sha256/${Buffer.from(x509.fingerprint256.replaceAll(":", ""), "hex").toString("base64")}`,
    subject,
    subjectName: subject.commonName,
    issuer,
    issuerName: issuer.commonName,
    serialNumber: x509.serialNumber,
    validStart: epochSeconds(x509.validFrom),
    validExpiry: epochSeconds(x509.validTo),
  };
  return Object.assign(certificate, {
    issuerCert: x509.issuerCertificate === undefined ? undefined : toElectronCertificate(x509.issuerCertificate),
  }) as Electron.Certificate;
}

function readCertificate(host: string, port: number): Promise<X509Certificate> {
  return new Promise((resolve, reject) => {
    const names = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect({ host, port, rejectUnauthorized: false, ...names }, () => {
      const certificate = socket.getPeerX509Certificate();
      socket.destroy();
      if (certificate === undefined) reject(new Error("the server sent no certificate"));
      else resolve(certificate);
    });
    socket.setTimeout(probeTimeoutMs, () => socket.destroy(new Error("the server did not answer in time")));
    socket.once("error", reject);
  });
}

async function isAccepted(session: HostSession, requestUrl: string, errorType: string): Promise<boolean> {
  const procedure = session.certificateProcedure;
  if (procedure === null) return false;
  const { hostname, port } = new URL(requestUrl);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const certificate = toElectronCertificate(await readCertificate(host, port === "" ? 443 : Number(port)));
  const name = errorType.replace(/^net::/, "");
  return await new Promise((resolve) => {
    procedure(
      {
        hostname: host,
        certificate,
        validatedCertificate: certificate,
        isIssuedByKnownRoot: false,
        verificationResult: `net::${name}`,
        errorCode: errorCodes[name] ?? -2,
      },
      (verdict) => resolve(verdict === 0),
    );
  });
}

/** -2 (refuse) and -3 (Chromium's own verdict) both refuse here: Chromium asks only about certificates it doubts. */
export async function decideCertificate(
  page: CdpConnection,
  session: HostSession,
  { eventId, errorType, requestURL }: CdpEvents["Security.certificateError"],
): Promise<void> {
  let isTrusted = false;
  try {
    isTrusted = await isAccepted(session, requestURL, errorType);
  } catch (error) {
    process.stderr.write(`certificate of ${requestURL} could not be judged: ${String(error)}\n`);
  }
  page.tell("Security.handleCertificateError", { eventId, action: isTrusted ? "continue" : "cancel" });
}
