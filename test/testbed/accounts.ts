// The operators both servers know, and the two that differ on purpose.

/** Every account's password. */
export const accountPassword = "tandem-test";

/** On both servers. */
export const operators = ["1001", "1002", "1003", "1004", "1005", "1006", "1007", "1010"] as const;

/** Its place is never handed to a new socket while an old one holds it: `remove_existing=no`. */
export const stubbornOperator = "1008";

/** On the main server only. */
export const mainOnlyOperator = "1009";

/** The account part of pjsip.conf for one server. */
export function renderAccounts(serverId: string): string {
  const users = [...operators, stubbornOperator, ...(serverId === "main" ? [mainOnlyOperator] : [])];
  return users
    .map((user) => {
      const aor = user === stubbornOperator ? ["remove_existing = no"] : [];
      return [
        `[${user}](operator)`,
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
