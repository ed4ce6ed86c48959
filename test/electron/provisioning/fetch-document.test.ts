import { createServer as createPlain } from "node:http";
import { createServer as createSocketServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../electron/app/system-clock.ts";
import { createFetch, type FetchNeeds } from "../../../electron/provisioning/fetch-document.ts";
import { checkPolicyText } from "../../../electron/settings/policy-file.ts";
import { readEnrolmentLink } from "../../../shared/model/enrolment-link.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import {
  type Misbehaviour,
  type ProvisioningServer,
  startProvisioningServer,
} from "../../provisioning/provisioning-server.ts";
import { makeCertificate } from "../../testbed/certificate.ts";
import { aPolicy } from "../settings/a-policy.ts";

const certificate = makeCertificate("127.0.0.1");
let server: ProvisioningServer;
beforeAll(async () => {
  server = await startProvisioningServer(certificate);
});
afterAll(() => server.stop());

/** A computer whose policy says nothing of documents behind a link. */
const usual = { provisioning: () => ({}), findProxy: () => Promise.resolve(null) };

/** @param patienceMs what the clock makes of the whole time a person waits. */
function look(
  typed: string,
  etag: string | null = null,
  patienceMs: number | null = null,
  more: Partial<FetchNeeds> = {},
) {
  const link = readEnrolmentLink(typed);
  if (!link.ok) throw new Error(link.failure);
  const fetch = createFetch({
    ...usual,
    clock: { ...systemClock, after: (ms, run) => systemClock.after(patienceMs ?? ms, run) },
    authorities: () => [certificate.certificatePem],
    check: checkPolicyText,
    seat: { user: "山田", computer: "desk 7", version: "1.2.3" },
    ...more,
  });
  return fetch(link.value, { etag });
}

async function whenItIs(bad: Misbehaviour, patienceMs: number | null = null) {
  server.misbehave(bad);
  try {
    const fetched = await look(server.offer("/bad", { document: aPolicy() }), null, patienceMs);
    return fetched.kind === "trouble" ? fetched.trouble : fetched.kind;
  } finally {
    server.misbehave(null);
  }
}

async function listenOn(made: {
  listen: (port: number, host: string, done: () => void) => unknown;
  close: () => void;
  address: () => unknown;
}) {
  await new Promise<void>((resolve) => void made.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => made.close());
  return (made.address() as AddressInfo).port;
}

describe("a document behind a link", () => {
  test("is fetched by its token, which rides in a header, with who asks beside it", async () => {
    const link = server.offer("/seats/7?v=1", { document: aPolicy(), token: "a.token-of_40~chars+/==" });
    const fetched = await look(link);
    expect(fetched).toEqual({ kind: "document", document: PolicyDocument.parse(aPolicy()), etag: expect.any(String) });
    expect(server.asked.at(-1)).toEqual({
      path: "/seats/7?v=1",
      headers: {
        host: new URL(server.origin).host,
        connection: expect.any(String),
        accept: "application/json",
        "accept-encoding": "identity",
        authorization: "Bearer a.token-of_40~chars+/==",
        "user-agent": "Tandem/1.2.3",
        "tandem-user": "%E5%B1%B1%E7%94%B0",
        "tandem-computer": "desk%207",
      },
    });
  });

  test("is not sent again while it is the same", async () => {
    const link = server.offer("/same", { document: aPolicy() });
    const first = await look(link);
    if (first.kind !== "document") throw new Error(first.kind);
    expect(await look(link, first.etag)).toEqual({ kind: "unchanged" });
    server.offer("/same", { document: { ...aPolicy(), locked: ["account"] } });
    expect(await look(link, first.etag)).toMatchObject({ kind: "document" });
  });

  test("is fetched once by a token that serves once, and never by a wrong one", async () => {
    const link = server.offer("/once", { document: aPolicy(), token: "once", servesOnce: true });
    expect(await look(link)).toMatchObject({ kind: "document" });
    expect(await look(link)).toEqual({ kind: "trouble", trouble: { kind: "notAccepted" } });
    expect(await look(`${server.origin}/once#other`)).toEqual({ kind: "trouble", trouble: { kind: "notAccepted" } });
  });

  test("is followed on its own host, with the token", async () => {
    server.offer("/new", { document: aPolicy(), token: "t" });
    server.misbehave({ sendsTo: "/new" });
    onTestFinished(() => server.misbehave(null));
    expect(await look(`${server.origin}/old#t`)).toMatchObject({ kind: "document" });
  });
});

describe("a bad server", () => {
  test.each([
    [{ status: 401 }, { kind: "notAccepted" }],
    [{ status: 403 }, { kind: "notAccepted" }],
    [{ status: 410 }, { kind: "notAccepted" }],
    [{ status: 404 }, { kind: "notFound" }],
    [{ status: 503 }, { kind: "failing", status: 503 }],
    [{ status: 204 }, { kind: "failing", status: 204 }],
    [{ status: 302 }, { kind: "failing", status: 302 }],
    [{ sendsTo: "https://evil.example/x" }, { kind: "elsewhere", host: "evil.example" }],
    [{ sendsTo: "http://127.0.0.1/x" }, { kind: "elsewhere", host: "127.0.0.1" }],
    [{ sendsTo: "//127.0.0.1:1/x" }, { kind: "elsewhere", host: "127.0.0.1:1" }],
    [{ sendsTo: "https://" }, { kind: "failing", status: 302 }],
    ["huge", { kind: "tooBig" }],
    ["endless", { kind: "tooBig" }],
    ["half", { kind: "brokenOff" }],
    ["hangsUp", { kind: "brokenOff" }],
    ["webPage", { kind: "webPage" }],
    ["lyingLabel", { kind: "webPage" }],
    [
      "compressed",
      { kind: "notADocument", line: expect.stringMatching(/compressed\. Send the document as it is\.$/u) },
    ],
    ["notText", { kind: "notADocument", line: expect.stringMatching(/not UTF-8/u) }],
  ] as const)("that does %o comes to %o", async (bad, trouble) => {
    expect(await whenItIs(bad)).toEqual(trouble);
  });

  test("hears of no token once nobody waits for its answer, however late the system names the proxy", async () => {
    const proxy = Promise.withResolvers<null>();
    const more = { findProxy: () => proxy.promise };
    const asked = look(server.offer("/late", { document: aPolicy(), token: "late" }), null, 50, more);
    expect(await asked).toEqual({ kind: "trouble", trouble: { kind: "tooSlow" } });
    proxy.resolve(null);
    expect(await look(server.offer("/after", { document: aPolicy() }))).toMatchObject({ kind: "document" });
    expect(server.asked.map(({ path }) => path)).not.toContain("/late");
  });

  test("is not asked where the computer cannot say how to reach it, and that is told", async () => {
    const trouble = { kind: "trouble", trouble: { kind: "unreachable" } };
    const link = server.offer("/nowhere", { document: aPolicy() });
    const fail = () => {
      throw new Error("no authorities");
    };
    expect(await look(link, null, null, { authorities: fail })).toEqual(trouble);
    expect(await look(link, null, null, { findProxy: () => Promise.reject(new Error("no proxy")) })).toEqual(trouble);
  });

  test("is given up after the one time limit, whether it says nothing or drips", async () => {
    expect(await whenItIs("silent", 200)).toEqual({ kind: "tooSlow" });
    expect(await whenItIs("drips", 200)).toEqual({ kind: "tooSlow" });
  });

  test("that sends round in circles is not followed for ever", async () => {
    const before = server.asked.length;
    server.misbehave({ sendsTo: "/round?again" });
    onTestFinished(() => server.misbehave(null));
    expect(await look(`${server.origin}/other`)).toMatchObject({ kind: "trouble" });
    expect(server.asked.length - before).toBeLessThanOrEqual(4);
  });

  test("has its document's mistake named by its key, and nothing else of it", async () => {
    const broken = { ...aPolicy(), colour: "red" };
    const link = server.offer("/unknown-key", { document: broken });
    const line = `${server.origin}: colour: this key is not known. Remove it, or correct its spelling.`;
    expect(await look(link)).toEqual({ kind: "trouble", trouble: { kind: "notADocument", line } });
    const away = server.offer("/away", { document: { ...aPolicy(), provisioning: { link: "https://evil.example/" } } });
    expect(await look(away)).toEqual({
      kind: "trouble",
      trouble: {
        kind: "notADocument",
        line: `${server.origin}: provisioning.link: leads to another host. Correct this value.`,
      },
    });
  });
});

describe("a server that is not the one", () => {
  test.each([
    ["unknownIssuer", makeCertificate("127.0.0.1"), false, "127.0.0.1"],
    ["otherName", makeCertificate("127.0.0.9"), true, "127.0.0.9"],
    ["expired", makeCertificate("127.0.0.1", Date.now() - 86_400_000), true, "127.0.0.1"],
  ] as const)(
    "by its certificate (%s) is sent nothing, and its issuer is told",
    async (doubt, shown, isKnown, issuer) => {
      const other = await startProvisioningServer(shown);
      onTestFinished(other.stop);
      const link = readEnrolmentLink(other.offer("/", { document: aPolicy(), token: "secret" }));
      if (!link.ok) throw new Error(link.failure);
      const fetch = createFetch({
        ...usual,
        clock: systemClock,
        authorities: () => (isKnown ? [shown.certificatePem] : [certificate.certificatePem]),
        check: checkPolicyText,
        seat: { user: "", computer: "", version: "" },
      });
      expect(await fetch(link.value)).toEqual({ kind: "trouble", trouble: { kind: "untrusted", doubt, issuer } });
      expect(other.asked).toEqual([]);
    },
  );

  test("is told apart: a name nobody knows, a closed port, one without TLS", async () => {
    const trouble = async (link: string) => {
      const fetched = await look(link);
      return fetched.kind === "trouble" ? fetched.trouble.kind : fetched.kind;
    };
    expect(await trouble("https://nowhere.invalid/x")).toBe("unknownName");
    const closed = createSocketServer();
    const port = await listenOn(closed);
    closed.close();
    expect(await trouble(`https://127.0.0.1:${port}/`)).toBe("unreachable");
    const plain = await listenOn(createPlain((_request, response) => response.end("hello")));
    expect(await trouble(`https://127.0.0.1:${plain}/`)).toBe("unreachable");
  });
});
