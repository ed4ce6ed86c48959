// The operators both servers know, and the two that differ on purpose.

/** Every account's password. */
export const accountPassword = "tandem-test";

/** On both servers. */
export const operators = ["1001", "1002", "1003", "1004", "1005", "1006", "1007", "1010"] as const;

/** Its place is never handed to a new socket while an old one holds it: `remove_existing=no`. */
export const stubbornOperator = "1008";

/** On the main server only. */
export const mainOnlyOperator = "1009";

/** On both servers; its messages are told without SUBSCRIBE: `mailboxes` stands at the endpoint. */
export const unaskedOperator = "1011";

/** On both servers; sends and takes digits in INFO alone. */
export const infoOperator = "1012";

/** Further operators, alike on both servers, where a test needs a whole office of them. */
export function namesOfCrowd(size: number): string[] {
  return Array.from({ length: size }, (_, index) => String(20_001 + index));
}

/** On both servers, where they speak SIP over UDP and TCP too: phones without WebRTC, one each. */
export const plainOperators = ["2001", "2002", "2003", "2004"] as const;

/** SIP's own port, UDP and TCP, of a server that speaks plain SIP. */
export const plainSipPort = 5060;

/** The transports and accounts of phones without WebRTC, for pjsip.conf. */
export function renderPlainAccounts(address: string): string {
  const transports = ["udp", "tcp"].map((protocol) =>
    [`[transport-${protocol}]`, "type = transport", `protocol = ${protocol}`, `bind = ${address}:${plainSipPort}`].join(
      "\n",
    ),
  );
  const users = plainOperators.map((user) =>
    [
      `[${user}]`,
      "type = endpoint",
      "context = operators",
      "disallow = all",
      "allow = ulaw",
      `auth = ${user}`,
      `aors = ${user}`,
      `from_domain = ${address}`,
      `callerid = Operator ${user} <${user}>`,
      `[${user}](operator-auth)`,
      `username = ${user}`,
      `[${user}](operator-aor)`,
    ].join("\n"),
  );
  return [...transports, ...users].join("\n\n");
}

/** Their mailboxes, for voicemail.conf. */
export function renderMailboxes(): string {
  return [...operators, unaskedOperator].map((user) => `${user} => 1234,Operator ${user}`).join("\n");
}

/** The account part of pjsip.conf for one server. */
export function renderAccounts(serverId: string, crowd = 0): string {
  const special = [stubbornOperator, unaskedOperator, infoOperator, ...(serverId === "main" ? [mainOnlyOperator] : [])];
  const users = [...operators, ...special, ...namesOfCrowd(crowd)];
  return users
    .map((user) => {
      const mailbox = `mailboxes = ${user}@default`;
      const isUnasked = user === unaskedOperator;
      const aor = [...(user === stubbornOperator ? ["remove_existing = no"] : []), ...(isUnasked ? [] : [mailbox])];
      return [
        `[${user}](operator)`,
        ...(isUnasked ? [mailbox] : []),
        ...(user === infoOperator ? ["dtmf_mode = info"] : []),
        `auth = ${user}`,
        `aors = ${user}`,
        `callerid = Operator ${user} <${user}>`,
        `[${user}](operator-auth)`,
        `username = ${user}`,
        `[${user}](operator-aor)`,
        ...aor,
      ].join("\n");
    })
    .join("\n\n");
}
