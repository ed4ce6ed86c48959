/** pjsip.conf of one server: its transports, the lines to the providers, and every operator's account. */
import type { Operator } from "../operator.ts";
import { toRealm, type SiteServer, type Trunk } from "../site-document.ts";
import { asteriskRealm } from "../to-document.ts";
import { toHa1 } from "../to-ha1.ts";
import { toNameOfCaller, writeFile, writeSection, type Setting } from "./config-text.ts";
import { secretOf, type Roster } from "./roster.ts";

/** Why each of these: the administrator's guide, Asterisk. */
const ofOperators: readonly Setting[] = [
  ["type", "endpoint"],
  ["transport", "transport-wss"],
  ["context", "operators"],
  ["subscribe_context", "operators"],
  ["webrtc", "yes"],
  ["dtls_auto_generate_cert", "yes"],
  ["disallow", "all"],
  ["allow", "opus,g722,ulaw,alaw"],
  ["allow_unauthenticated_options", "yes"],
  ["rtp_timeout", 30],
  ["rtp_timeout_hold", 300],
];

const ofPlaces: readonly Setting[] = [
  ["type", "aor"],
  ["max_contacts", 1],
  ["remove_existing", "yes"],
  ["minimum_expiration", 60],
  ["default_expiration", 120],
  ["qualify_frequency", 30],
];

const ofSecrets: readonly Setting[] = [
  ["type", "auth"],
  ["auth_type", "digest"],
];

export function toPjsip(roster: Roster, server: SiteServer): string {
  const { trunks } = roster.site;
  const protocols = ["wss", ...new Set(trunks.map(({ transport }) => transport))];
  return writeFile(
    "pjsip-own.conf",
    writeSection("global", [
      ["type", "global"],
      ["endpoint_identifier_order", trunks.length === 0 ? "username" : "ip,username"],
      ...(server.realm === undefined ? [] : [["default_realm", server.realm] as const]),
    ]),
    ...protocols.map((protocol) =>
      writeSection(`transport-${protocol}`, [
        ["type", "transport"],
        ["protocol", protocol],
        ["bind", server.listen],
      ]),
    ),
    ...trunks.map(writeTrunk),
    writeSection("operator", [...ofOperators, ["from_domain", server.domain.replace(/:\d+$/u, "")]], "!"),
    writeSection("operator-secret", ofSecrets, "!"),
    writeSection("operator-place", ofPlaces, "!"),
    ...roster.operators.map((operator) => writeAccount(roster, server, operator)),
  );
}

function writeAccount(roster: Roster, server: SiteServer, operator: Operator): string {
  const { extension, name, isSupervisor } = operator;
  const { secret } = secretOf(roster, operator);
  const realm = toRealm(server, asteriskRealm);
  const digest: readonly Setting[] = [
    ["realm", realm],
    ["password_digest", `MD5:${toHa1(extension, realm, secret)}`],
  ];
  const endpoint: readonly Setting[] = [
    ["auth", extension],
    ["aors", extension],
    ["callerid", `"${toNameOfCaller(name)}" <${extension}>`],
    ...(isSupervisor ? [["context", "supervisors"] as const] : []),
  ];
  const shown: readonly Setting[] = roster.site.secrets === "ha1" ? digest : [["password", secret]];
  return [
    writeSection(extension, endpoint, "operator"),
    writeSection(extension, [["username", extension], ...shown], "operator-secret"),
    writeSection(extension, [["mailboxes", `${extension}@default`]], "operator-place"),
  ].join("\n");
}

/** Until a line is known to be dead, a call over it waits for SIP's own 32 s before it goes over the next one. */
const trunkAskedEveryS = 10;

/** Its id has a prefix in common with no account: those are digits. */
export function nameOfTrunk({ id }: Trunk): string {
  return `trunk-${id}`;
}

function writeTrunk(trunk: Trunk): string {
  const { host, transport, addresses, user, password, register } = trunk;
  const name = nameOfTrunk(trunk);
  const hasUser = user !== undefined && password !== undefined;
  const uri = `sip:${host};transport=${transport}`;
  const parts = [
    writeSection(name, [
      ["type", "endpoint"],
      ["transport", `transport-${transport}`],
      ["context", "from-provider"],
      ["disallow", "all"],
      ["allow", "alaw,ulaw"],
      ["aors", name],
      ["direct_media", "no"],
      ["rtp_timeout", 30],
      ["rtp_timeout_hold", 300],
      ...(hasUser
        ? ([
            ["outbound_auth", name],
            ["from_user", user],
          ] as const)
        : []),
    ]),
    writeSection(name, [
      ["type", "aor"],
      ["contact", uri],
      ["qualify_frequency", trunkAskedEveryS],
    ]),
    writeSection(name, [
      ["type", "identify"],
      ["endpoint", name],
      ["match", addresses.join(",")],
    ]),
    hasUser ? writeSection(name, [...ofSecrets, ["username", user], ["password", password]]) : "",
    hasUser && register
      ? writeSection(name, [
          ["type", "registration"],
          ["transport", `transport-${transport}`],
          ["outbound_auth", name],
          ["server_uri", uri],
          ["client_uri", `sip:${user}@${host}`],
          ["retry_interval", 30],
          ["forbidden_retry_interval", 900],
        ])
      : "",
  ];
  return parts.filter((part) => part !== "").join("\n");
}
