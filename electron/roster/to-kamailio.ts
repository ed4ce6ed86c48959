/** The same accounts for a Kamailio: rows of its `subscriber` table (auth_db), with digests instead of passwords. */
import type { Operator } from "./operator.ts";
import { secretOf, type Roster } from "./asterisk/roster.ts";
import { toRealm, type SiteServer } from "./site-document.ts";
import { toHa1 } from "./to-ha1.ts";

type Row = { readonly username: string; readonly domain: string; readonly ha1: string; readonly ha1b: string };

/** Kamailio challenges with the domain unless it was told otherwise. */
function toRow(roster: Roster, server: SiteServer, operator: Operator): Row {
  const { secret } = secretOf(roster, operator);
  const username = operator.extension;
  const domain = server.domain.replace(/:\d+$/u, "");
  const realm = toRealm(server, domain);
  const ha1b = toHa1(`${username}@${domain}`, realm, secret);
  return { username, domain, ha1: toHa1(username, realm, secret), ha1b };
}

export function toSubscriberCsv(roster: Roster, server: SiteServer): string {
  const rows = roster.operators.map((operator) => toRow(roster, server, operator));
  const lines = rows.map(({ username, domain, ha1, ha1b }) => [username, domain, ha1, ha1b].join(","));
  return `${["username,domain,ha1,ha1b", ...lines].join("\n")}\n`;
}

/** Replaces all accounts of the domain in one step, so that who left is gone. */
export function toSubscriberSql(roster: Roster, server: SiteServer): string {
  const rows = roster.operators.map((operator) => toRow(roster, server, operator));
  const domain = server.domain.replace(/:\d+$/u, "");
  const inserts = rows.map(
    (row) =>
      `INSERT INTO subscriber (username, domain, password, ha1, ha1b) VALUES ('${row.username}', '${row.domain}', '', '${row.ha1}', '${row.ha1b}');`,
  );
  return `${["BEGIN;", `DELETE FROM subscriber WHERE domain = '${domain}';`, ...inserts, "COMMIT;"].join("\n")}\n`;
}
