import { describe, expect, it } from "vitest";
import { parseAtDoor } from "../../../shared/contract/parse.ts";
import { FailoverPolicy } from "../../../shared/model/failover-policy.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { aPolicy, type RawPolicy } from "../../contract/fixtures/a-policy.ts";

function problemOf(raw: unknown): string {
  const parsed = parseAtDoor(PolicyDocument, raw);
  return parsed.ok ? "none" : parsed.failure;
}

function withServer(index: number, change: Record<string, unknown>): RawPolicy {
  const policy = aPolicy();
  policy.servers[index] = { ...policy.servers[index], ...change };
  return policy;
}

const withAccount = (account: Record<string, unknown>): RawPolicy => ({ ...aPolicy(), account });

describe("the policy document", () => {
  it("gives every number that is not written its default", () => {
    const [main, backup] = aPolicy().servers;
    expect(parseAtDoor(PolicyDocument, aPolicy())).toEqual({
      ok: true,
      value: {
        version: 1,
        account: { user: "1001", displayName: "Anna", password: "secret" },
        servers: [
          { ...main, pinnedSpki: [] },
          { ...backup, pinnedSpki: [] },
        ],
        failover: {
          probeActiveMs: 2_000,
          probeStandbyMs: 5_000,
          probeTimeoutMs: 1_000,
          failbackAfterMs: 30_000,
          forwarding: "on",
          rescue: "ask",
          callWaiting: "on",
          autoAnswer: "off",
          tryingTimeoutMs: null,
          registerExpiresS: 120,
          registerTimeoutMs: 3_000,
          subscribeExpiresS: 3_600,
          subscribeSpreadMs: 2_000,
          connectTimeoutMs: 5_000,
          startSpreadMs: 300,
          sharedSuspicionSpreadMs: 3_000,
          refusedRetryMs: 900_000,
          mergeGapMs: 10_000,
          mergeTotalMs: 60_000,
          twinGraceMs: 3_000,
          signallingGraceMs: 3_000,
          ackTimeoutMs: 4_000,
          bindingCheckMs: 30_000,
          declineCode: 486,
          strongKeyHeaders: ["X-Call-UUID"],
        },
        media: { iceServers: [] },
        dialing: { emergency: [], forbidden: [], dialFromCommandLine: false, outsidePrefix: "" },
        window: {},
        incidents: { keepDays: 365 },
        log: { keepDays: 90 },
        history: {
          keepDays: 365,
          keepCalls: 200_000,
          eraseNumbers: [],
          operatorMayErase: true,
          operatorMayExport: true,
        },
        recording: {
          mode: "off",
          mayPause: true,
          consentTone: "start",
          toneEveryS: 15,
          format: "webm",
          namesNumber: false,
          keepDays: 90,
          mostMb: 10_000,
          operatorMayOpen: true,
        },
        colleagues: [],
        queues: [],
        pauseReasons: [],
        provisioning: { refreshHours: 12 },
        parkingSlots: [],
        featureCodes: {},
        updates: { enabled: true, ring: "all", percentage: 100, shifts: [], publishers: [] },
        localApi: { enabled: false, port: 0, origins: [], commandsPerMinute: 600, dialsPerMinute: 30 },
        locked: [],
      },
    });
  });

  it.each([
    ["a voice that is held", { ...aPolicy(), media: { echoCancellation: false, codecs: ["pcma"] } }],
    ["one server", { ...aPolicy(), servers: aPolicy().servers.slice(0, 1) }],
    ["a third server", { ...aPolicy(), servers: [...aPolicy().servers, { ...aPolicy().servers[1], id: "spare" }] }],
    ["ws:// to this computer", withServer(0, { url: "ws://127.0.0.11:8088/ws" })],
    ["ws:// to localhost", withServer(0, { url: "ws://LocalHost/ws" })],
    ["ws:// to the IPv6 loopback", withServer(0, { url: "ws://[::1]:8088/ws", domain: "[::1]" })],
    ["an HA1 with its realm", withAccount({ user: "1001", ha1: "0".repeat(32), realm: "asterisk" })],
    [
      "a password for one server beside the account's HA1",
      {
        ...withServer(1, { password: "other", user: "2001" }),
        account: { user: "1001", ha1: "0".repeat(32), realm: "asterisk" },
      },
    ],
  ])("takes %s", (_what, raw) => {
    expect(problemOf(raw)).toBe("none");
  });

  it.each<[string, unknown, string]>([
    ["nothing", undefined, "message: Invalid input: expected object, received undefined"],
    ["a list", [], "message: Invalid input: expected object, received array"],
    ["an unknown key", { ...aPolicy(), sever: [] }, 'message: Unrecognized key: "sever"'],
    ["an unknown key of a server", withServer(1, { prio: 1 }), 'servers.1: Unrecognized key: "prio"'],
    ["an unknown key of failover", { ...aPolicy(), failover: { probeMs: 1 } }, 'failover: Unrecognized key: "probeMs"'],
    [
      "a log-in without a log-out",
      { ...aPolicy(), featureCodes: { login: "*45{queue}" } },
      "featureCodes.login: needs logout beside it: who cannot go back must not go in",
    ],
    [
      "a pause of one queue without an end",
      { ...aPolicy(), queues: [{ id: "500", name: "Sales", codes: { pause: "*47" } }] },
      "queues.0.codes.pause: needs unpause beside it: who cannot go back must not go in",
    ],
    [
      "a word in a code that means nothing there",
      { ...aPolicy(), featureCodes: { pickUp: "**{queue}" } },
      "featureCodes.pickUp: {queue} is not known here; {extension} may stand in it",
    ],
    [
      "a code that cannot be dialled",
      { ...aPolicy(), featureCodes: { listen: "* 33{extension}" } },
      "featureCodes.listen: a number that can be dialled, such as *45{queue}",
    ],
    [
      "a queue twice",
      {
        ...aPolicy(),
        queues: [
          { id: "500", name: "Sales" },
          { id: "500", name: "Service" },
        ],
      },
      'queues.1.id: "500" is listed twice',
    ],
    [
      "a key of another kind for recordings",
      { ...aPolicy(), recording: { encryptTo: "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" } },
      "recording.encryptTo: a public X25519 key in base64, which begins with MCowBQYDK2VuAyEA and has 60 characters",
    ],
    [
      "a folder of recordings that depends on where one stands",
      { ...aPolicy(), recording: { folder: "recordings" } },
      "recording.folder: a whole path, such as /srv/recordings or \\\\server\\recordings",
    ],
    [
      "a history without end",
      { ...aPolicy(), history: { keepDays: 0 } },
      "history.keepDays: Too small: expected number to be >=1",
    ],
    [
      "an unknown key of the history",
      { ...aPolicy(), history: { keepYears: 1 } },
      'history: Unrecognized key: "keepYears"',
    ],
    [
      "a number to erase that is none",
      { ...aPolicy(), history: { eraseNumbers: ["?"] } },
      "history.eraseNumbers.0: a number as it is dialled",
    ],
    [
      "a country with its plus",
      { ...aPolicy(), dialing: { country: { code: "+81" } } },
      "dialing.country.code: 1 to 3 digits of a country calling code, such as 81",
    ],
    ["another version", { ...aPolicy(), version: 2 }, "version: must be 1"],
    ["no server", { ...aPolicy(), servers: [] }, "servers: needs at least one server"],
    [
      "ws:// to another computer",
      withServer(0, { url: "ws://10.0.0.5:8088/ws" }),
      "servers.0.url: must be wss://; ws:// carries passwords in the clear and is allowed to this computer only",
    ],
    [
      "ws:// to a name that only starts like loopback",
      withServer(0, { url: "ws://127.0.0.1.evil.example/ws" }),
      "servers.0.url: must be wss://; ws:// carries passwords in the clear and is allowed to this computer only",
    ],
    [
      "https:// instead of wss://",
      withServer(0, { url: "https://pbx1.example.com/ws" }),
      "servers.0.url: must be a wss:// address, for example wss://pbx1.example.com:8089/ws",
    ],
    [
      "a port that does not exist",
      withServer(0, { url: "wss://pbx1.example.com:70000/ws" }),
      "servers.0.url: must be a wss:// address, for example wss://pbx1.example.com:8089/ws",
    ],
    [
      "two servers with one id",
      withServer(1, { id: "main" }),
      'servers.1.id: "main" is used by two servers; every id must differ',
    ],
    [
      "no primary",
      withServer(0, { role: "backup" }),
      'servers: exactly one server must have the role "primary"; there is none',
    ],
    [
      "two primaries",
      withServer(1, { role: "primary" }),
      'servers: exactly one server must have the role "primary"; there are 2',
    ],
    ["an id with a space", withServer(0, { id: "main pbx" }), "servers.0.id: an id of 1 to 32 letters, digits, - or _"],
    ["a domain with a line break", withServer(0, { domain: "a\r\nX: 1" }), "servers.0.domain: a host name or address"],
    [
      "a user with an at sign",
      withAccount({ user: "1001@x", password: "s" }),
      "account.user: 1 to 64 letters, digits or _ . ! ~ * ' ( ) + -",
    ],
    [
      "a display name with a line break",
      withAccount({ user: "1001", displayName: "A\r\nX: 1", password: "s" }),
      "account.displayName: a line of text without control characters",
    ],
    [
      "no secret",
      withAccount({ user: "1001" }),
      "account: needs either a password or an ha1, not both and not neither",
    ],
    [
      "two secrets",
      withAccount({ user: "1001", password: "s", ha1: "0".repeat(32), realm: "asterisk" }),
      "account: needs either a password or an ha1, not both and not neither",
    ],
    [
      "an HA1 without its realm",
      withAccount({ user: "1001", ha1: "0".repeat(32) }),
      "account.realm: an ha1 needs the realm it was made for",
    ],
    [
      "a server's HA1 without any realm",
      withServer(0, { ha1: "0".repeat(32) }),
      "servers.0.ha1: needs the realm it was made for",
    ],
    [
      "two secrets of a server",
      withServer(0, { ha1: "0".repeat(32), realm: "asterisk", password: "s" }),
      "servers.0: takes either a password or an ha1, not both",
    ],
    [
      "an HA1 used for another user",
      { ...withServer(1, { user: "2001" }), account: { user: "1001", ha1: "0".repeat(32), realm: "asterisk" } },
      "servers.1.ha1: is missing: the account's ha1 is for another user or realm; give this server its own",
    ],
    [
      "a pin that is no digest",
      withServer(0, { pinnedSpki: ["abc"] }),
      "servers.0.pinnedSpki.0: 44 characters of base64, the SHA-256 of a public key",
    ],
    [
      "a pattern that is none",
      { ...aPolicy(), dialing: { forbidden: ["("] } },
      "dialing.forbidden.0: a regular expression over the cleaned number",
    ],
    [
      "an emergency number with letters",
      { ...aPolicy(), dialing: { emergency: ["help"] } },
      "dialing.emergency.0: 2 to 32 of 0-9 * # +",
    ],
    [
      "an origin with a path",
      { ...aPolicy(), localApi: { origins: ["https://crm.example.com/app"] } },
      "localApi.origins.0: an origin such as https://crm.example.com, without a path",
    ],
  ])("refuses %s, naming the key", (_what, raw, problem) => {
    expect(problemOf(raw)).toBe(problem);
  });
});

describe("the failover policy", () => {
  const ranges: Record<string, [number, number]> = {
    probeActiveMs: [500, 60_000],
    probeStandbyMs: [500, 120_000],
    probeTimeoutMs: [100, 10_000],
    failbackAfterMs: [0, 3_600_000],
    tryingTimeoutMs: [100, 10_000],
    registerExpiresS: [60, 3_600],
    registerTimeoutMs: [500, 10_000],
    subscribeExpiresS: [60, 86_400],
    subscribeSpreadMs: [0, 60_000],
    connectTimeoutMs: [500, 30_000],
    startSpreadMs: [0, 60_000],
    sharedSuspicionSpreadMs: [0, 60_000],
    refusedRetryMs: [900_000, 86_400_000],
    mergeGapMs: [0, 60_000],
    mergeTotalMs: [0, 300_000],
    twinGraceMs: [500, 10_000],
    signallingGraceMs: [500, 10_000],
    ackTimeoutMs: [1_000, 10_000],
    bindingCheckMs: [0, 600_000],
  };

  it.each(Object.entries(ranges))("takes %s within %j and nothing outside or between", (key, [low, high]) => {
    const taken = [low - 1, low, low + 0.5, high, high + 1].map(
      (value) => FailoverPolicy.safeParse({ [key]: value }).success,
    );
    expect(taken).toEqual([false, true, false, true, false]);
  });

  it("has a range for every number", () => {
    const numbers = Object.entries(FailoverPolicy.parse({ tryingTimeoutMs: 400 })).filter(
      ([, value]) => typeof value === "number",
    );
    expect(
      numbers
        .map(([key]) => key)
        .filter((key) => key !== "declineCode")
        .sort(),
    ).toEqual(Object.keys(ranges).sort());
  });

  it.each([
    [{ declineCode: 603 }],
    [{ rescue: "maybe" }],
    [{ callWaiting: true }],
    [{ autoAnswer: "always" }],
    [{ strongKeyHeaders: ["X Call"] }],
    [{ strongKeyHeaders: ["X-Call\r\nEvil"] }],
    [{ probeActiveMs: "2000" }],
  ])("refuses %j", (raw) => {
    expect(FailoverPolicy.safeParse(raw).success).toBe(false);
  });
});
