/** What lies beside the files that a roster makes: which goes where, in the order of one evening. */
import type { SiteDocument } from "./site-document.ts";

export function toReadme({ servers }: SiteDocument): string {
  const copies = servers.map(({ id, name }) => `- \`asterisk/${id}/\`: into \`/etc/asterisk/\` of ${toPlain(name)}.`);
  return `# What goes where

Made from the list of operators and the site file. Run the roster again after every change; it changes only what has to
change, and nobody gets a new secret. **All of this is secret: keep this folder, and keep it to yourself.** Without
\`roster-state.json\` every operator would need a new secret; the one before it is \`roster-state.json.old\`.

${copies.join("\n")}
- \`documents/<extension>.json\`: each operator's policy document, for that operator's seat alone
  (\`/etc/tandem/policy.json\` on Linux, or behind a link on a web server of yours).
- \`kamailio/<server>/\`: the same accounts for a Kamailio, in place of Asterisk's: \`subscriber.sql\` replaces all accounts of
  the domain, \`subscriber.csv\` is the same for other tools. Set \`realm\` in the site file to what it challenges with.

On each server: copy the files, make them readable by Asterisk alone
(\`chown asterisk: *.conf && chmod 0600 *.conf\`), then \`asterisk -rx "core reload"\`; the first time, start Asterisk anew: a
transport is not made by a reload. What is your own goes into the file that each file names in its last line, such as
\`extensions-own.conf\`.

Then, from a computer that both servers can be reached from and fail2ban leaves alone: the roster with \`--verify\`.
`;
}

/** Nothing of a name may become markup. */
function toPlain(name: string): string {
  return name.replace(/[^\p{L}\p{N} .-]/gu, " ").trim();
}
