import { createHash, createPublicKey } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Certificate, Request as VerifyRequest, Session } from "electron";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guardCertificates, isPinned, toPins, toSpkiPin } from "../../../electron/windows/certificate-pins.ts";

const folder = mkdtempSync(join(tmpdir(), "tandem-pins-"));
let pem = "";
let pin = "";

beforeAll(() => {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const subject = ["-subj", "/CN=pbx.test", "-days", "2", "-nodes"];
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  execFileSync("openssl", ["req", "-x509", ...ec, ...subject, "-keyout", key, "-out", certificate], {
    stdio: "ignore",
  });
  pem = readFileSync(certificate, "utf8");
  const spki = createPublicKey(readFileSync(key)).export({ type: "spki", format: "der" });
  pin = createHash("sha256").update(spki).digest("base64");
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("a pin", () => {
  test("is the SHA-256 of the public key, whatever else the certificate says", () => {
    expect(toSpkiPin(pem)).toBe(pin);
    expect(toSpkiPin("not a certificate")).toBeNull();
  });

  test("is trusted for its own server's host alone", () => {
    const pins = toPins([
      { url: "wss://127.0.0.11:8089/ws", pinnedSpki: [pin] },
      { url: "wss://127.0.0.12:8089/ws", pinnedSpki: [] },
    ]);
    expect(isPinned(pins, "127.0.0.11", pem)).toBe(true);
    expect(isPinned(pins, "127.0.0.12", pem)).toBe(false);
    expect(isPinned(pins, "example.com", pem)).toBe(false);
  });

  test("does not fit another key", () => {
    const pins = toPins([{ url: "wss://127.0.0.11/ws", pinnedSpki: [`${"A".repeat(43)}=`] }]);
    expect(isPinned(pins, "127.0.0.11", pem)).toBe(false);
  });

  test("joins the pins of two servers on one host", () => {
    const url = "wss://pbx.test:8089/ws";
    const pins = toPins([
      { url, pinnedSpki: [pin] },
      { url, pinnedSpki: [`${"A".repeat(43)}=`] },
    ]);
    expect(pins).toEqual(new Map([["pbx.test", new Set([pin, `${"A".repeat(43)}=`])]]));
  });
});

describe("the verdict", () => {
  function ask(hostname: string, errorCode: number) {
    let verify: Parameters<Session["setCertificateVerifyProc"]>[0] = null;
    const session = {
      setCertificateVerifyProc: (proc: typeof verify) => {
        verify = proc;
      },
    } as Session;
    const seen: [string, number][] = [];
    const onSeen = (host: string, atEnd: number) => void seen.push([host, atEnd]);
    guardCertificates(session, toPins([{ url: "wss://pbx.test/ws", pinnedSpki: [pin] }]), { onSeen });
    const certificate = { data: pem, validExpiry: 4_000_000_000 } as Certificate;
    const request = { hostname, certificate, errorCode } as VerifyRequest;
    const verdicts: number[] = [];
    const procedure = verify as ((request: VerifyRequest, answer: (code: number) => void) => void) | null;
    procedure?.(request, (code) => void verdicts.push(code));
    return { verdicts, seen };
  }

  test("is trust for a pinned key the system does not know", () => {
    expect(ask("pbx.test", -202)).toEqual({ verdicts: [0], seen: [["pbx.test", 4_000_000_000_000]] });
  });

  test("is the system's own for every other host, and where the system is content; the end of each is told", () => {
    expect(ask("other.test", -202)).toEqual({ verdicts: [-3], seen: [["other.test", 4_000_000_000_000]] });
    expect(ask("pbx.test", 0)).toEqual({ verdicts: [-3], seen: [["pbx.test", 4_000_000_000_000]] });
  });
});
