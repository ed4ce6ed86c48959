import { noForwarding } from "../../../shared/model/forwarding.ts";
import { describe, expect, it } from "vitest";
import { PhoneConfig } from "../../../shared/model/phone-config.ts";
import { PolicyDocument } from "../../../shared/model/policy-document.ts";
import { toPhoneConfig } from "../../../shared/model/to-phone-config.ts";
import { aPolicy, type RawPolicy } from "../../contract/fixtures/a-policy.ts";

const ha1 = "0123456789abcdef0123456789abcdef";

function configOf(raw: RawPolicy): PhoneConfig {
  return toPhoneConfig(PolicyDocument.parse(raw));
}

function withBackup(
  change: Record<string, unknown>,
  account: Record<string, unknown> = {},
): PhoneConfig["servers"][number] | undefined {
  const { servers, ...policy } = aPolicy();
  const [main, backup] = servers;
  return configOf({
    ...policy,
    account: { ...policy.account, ...account },
    servers: [main ?? {}, { ...backup, ...change }],
  }).servers[1];
}

describe("what the engine is told", () => {
  it("is the whole document with the account on every server, and parses at the engine's door", () => {
    const config = configOf({
      ...aPolicy(),
      media: { iceServers: [{ urls: "stun:stun.example.com" }] },
      dialing: { emergency: ["110"], forbidden: ["^00"], dialFromCommandLine: true },
    });
    const account = {
      user: "1001",
      displayName: "Anna",
      secret: { kind: "password", password: "secret" },
      callerId: null,
      dialing: { emergency: [], forbidden: [] },
    };
    expect(config).toEqual({
      account: { user: "1001", displayName: "Anna" },
      servers: [
        { ...aPolicy().servers[0], ...account, realms: ["127.0.0.11", "asterisk"] },
        { ...aPolicy().servers[1], ...account, realms: ["127.0.0.12", "asterisk"] },
      ],
      failover: PolicyDocument.parse(aPolicy()).failover,
      dialing: { emergency: ["110"], forbidden: ["^00"] },
      iceServers: [{ urls: "stun:stun.example.com" }],
      colleagues: [],
      forwarding: noForwarding,
      voicemail: null,
      agent: null,
      recording: null,
      queueHeader: null,
      parking: null,
      wrapUp: null,
    });
    expect(PhoneConfig.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  it("has the codes of do not disturb filled in for the account of each server that has them", () => {
    const { servers, ...policy } = aPolicy();
    const [main, backup] = servers;
    const { agent, queueHeader } = configOf({
      ...policy,
      servers: [
        { ...main, featureCodes: { dndOn: "*78{extension}", dndOff: "*79", dndHint: "dnd-{extension}" } },
        { ...backup, user: "2001" },
      ],
      queueHeader: "X-Queue",
    });
    const dark = { pause: null, unpause: null, pauseHint: null };
    expect([queueHeader, agent?.dnd]).toEqual([
      "X-Queue",
      {
        main: { ...dark, login: "*781001", logout: "*79", memberHint: "dnd-1001" },
        backup: { ...dark, login: null, logout: null, memberHint: null },
      },
    ]);
  });

  it("has every code filled for the account of each server, the queue's own before the server's before the document's", () => {
    const { servers, ...policy } = aPolicy();
    const [main, backup] = servers;
    const { agent } = configOf({
      ...policy,
      servers: [
        main ?? {},
        { ...backup, user: "2001", featureCodes: { unpause: "*68{queue}", listen: "*33{extension}" } },
      ],
      queues: [{ id: "500", name: "Sales", codes: { memberHint: "sales-{extension}" } }],
      pauseReasons: [{ id: "1", name: "Lunch" }],
      featureCodes: {
        login: "*45{queue}",
        logout: "*46{queue}",
        pause: "*47{queue}*{reason}",
        unpause: "*48{queue}",
        memberHint: "member-{queue}-{extension}",
      },
    });
    const common = { login: "*45500", logout: "*46500", pause: "*47500*{reason}", pauseHint: null };
    expect(agent).toEqual({
      queues: [
        {
          id: "500",
          name: "Sales",
          codes: {
            main: { ...common, unpause: "*48500", memberHint: "sales-1001" },
            backup: { ...common, unpause: "*68500", memberHint: "sales-2001" },
          },
        },
      ],
      pauseReasons: [{ id: "1", name: "Lunch" }],
      callCodes: {
        main: { pickUp: null, listen: null, whisper: null },
        backup: { pickUp: null, listen: "*33{extension}", whisper: null },
      },
      desk: null,
      dnd: null,
    });
  });

  it("lists the document's colleagues before the operator's own, everybody once, and never oneself", () => {
    const entry = (extension: string, name: string) => ({ extension, name });
    const document = PolicyDocument.parse({
      ...aPolicy(),
      colleagues: [entry("1001", "Anna"), entry("1002", "Tanaka Yuki")],
    });
    const own = { colleagues: [entry("1002", "Yuki"), entry("1003", "Sato Ken")], forwarding: noForwarding };
    expect(toPhoneConfig(document, own).colleagues).toEqual([
      { ...entry("1002", "Tanaka Yuki"), own: false },
      { ...entry("1003", "Sato Ken"), own: true },
    ]);
  });

  it("has calls sent on where the operator chose it, and nowhere where the document forbids it", () => {
    const forwarding = { ...noForwarding, always: { isOn: true, to: "1003" } };
    const of = (failover: object) =>
      toPhoneConfig(PolicyDocument.parse({ ...aPolicy(), failover }), { colleagues: [], forwarding }).forwarding;
    expect([of({}), of({ forwarding: "off" })]).toEqual([forwarding, null]);
  });

  it("knows what is dialled to listen on each server, and that a lamp may do without", () => {
    const numbersOf = (voicemail: object | undefined, ofBackup: object | undefined) => {
      const [main, backup] = aPolicy().servers;
      return configOf({
        ...aPolicy(),
        ...(voicemail === undefined ? {} : { voicemail }),
        servers: [main ?? {}, { ...backup, ...(ofBackup === undefined ? {} : { voicemail: ofBackup }) }],
      }).voicemail?.numbers;
    };
    expect(numbersOf(undefined, undefined)).toBeUndefined();
    expect(numbersOf({}, undefined)).toEqual({ main: null, backup: null });
    expect(numbersOf({ number: "*97" }, { number: "8500" })).toEqual({ main: "*97", backup: "8500" });
    expect(numbersOf(undefined, { number: "8500" })).toEqual({ main: null, backup: "8500" });
  });

  it("is what one server has of its own, where it has it", () => {
    const own = {
      user: "2001",
      displayName: "Anna B",
      password: "other",
      realm: "pbx2",
      callerId: "0399998888",
      dialing: { emergency: ["118"], forbidden: [] },
    };
    expect(withBackup(own)).toEqual({
      id: "backup",
      name: "Backup",
      role: "backup",
      url: "wss://127.0.0.12:8089/ws",
      domain: "127.0.0.12",
      realms: ["pbx2"],
      user: "2001",
      displayName: "Anna B",
      secret: { kind: "password", password: "other" },
      callerId: "0399998888",
      dialing: { emergency: ["118"], forbidden: [] },
    });
  });

  it.each([
    [
      "the server's own HA1 before the account's password",
      { ha1, realm: "pbx2" },
      {},
      { kind: "ha1", ha1, realm: "pbx2" },
    ],
    [
      "the server's password before the account's HA1",
      { password: "other" },
      { password: undefined, ha1, realm: "asterisk" },
      { kind: "password", password: "other" },
    ],
    [
      "the account's HA1 with the account's realm",
      {},
      { password: undefined, ha1, realm: "asterisk" },
      { kind: "ha1", ha1, realm: "asterisk" },
    ],
    [
      "the account's password where a server only names its realm",
      { realm: "pbx2" },
      {},
      { kind: "password", password: "secret" },
    ],
  ])("is %s", (_what, change, account, secret) => {
    expect(withBackup(change, account)?.secret).toEqual(secret);
  });
});
