// The operators both servers know, and the two that differ on purpose.

/** Every account's password. */
export const accountPassword = "tandem-test";

/** On both servers. */
export const operators = ["1001", "1002", "1003", "1004", "1005", "1006", "1007", "1010"] as const;

/** Its place is never handed to a new socket while an old one holds it: `remove_existing=no`. */
export const stubbornOperator = "1008";

/** On the main server only. */
export const mainOnlyOperator = "1009";

/** Further operators, alike on both servers, where a test needs a whole office of them. */
export function namesOfCrowd(size: number): string[] {
  return Array.from({ length: size }, (_, index) => String(20_001 + index));
}

/** The account part of pjsip.conf for one server. */
export function renderAccounts(serverId: string, crowd = 0): string {
  const special = [stubbornOperator, ...(serverId === "main" ? [mainOnlyOperator] : [])];
  const users = [...operators, ...special, ...namesOfCrowd(crowd)];
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
