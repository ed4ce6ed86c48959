/** What `npm run roster` is asked for: to make a roster, or to verify one. */

export type RosterFlags =
  /** `site` null: site.json beside the list. */
  | { readonly kind: "make"; readonly list: string; readonly site: string | null; readonly out: string }
  | { readonly kind: "verify"; readonly out: string }
  | { readonly kind: "usage"; readonly problem: string };

const usage = `npm run roster -- operators.csv --out <folder> [--site <json>]
npm run roster -- --verify --out <folder>`;

/** @param args what follows the script's name; `--out x` and `--out=x` are the same. */
export function readRosterFlags(args: readonly string[]): RosterFlags {
  const rest = args.flatMap((arg) => {
    const [, flag, value] = /^(--(?:out|site))=(.*)$/su.exec(arg) ?? [];
    return flag === undefined || value === undefined ? [arg] : [flag, value];
  });
  const values = new Map<string, string>();
  const lists: string[] = [];
  let isVerify = false;
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--verify") isVerify = true;
    else if (arg === "--out" || arg === "--site") {
      const value = rest.shift() ?? "";
      if (value === "" || value.startsWith("--")) return misuse(`${arg} needs a value.`);
      values.set(arg, value);
    } else if (arg.startsWith("-")) return misuse(`${arg} is not a flag of the roster.`);
    else lists.push(arg);
  }
  const [list, ...others] = lists;
  const out = values.get("--out");
  if (out === undefined) return misuse("Say with --out which folder it is.");
  if (others.length > 0) return misuse("One list at a time.");
  if (!isVerify && list === undefined) return misuse("Name the list of operators.");
  if (!isVerify && list !== undefined) return { kind: "make", list, site: values.get("--site") ?? null, out };
  if (list !== undefined || values.has("--site"))
    return misuse("--verify reads what lies in --out, and takes nothing else.");
  return { kind: "verify", out };
}

function misuse(problem: string): RosterFlags {
  return { kind: "usage", problem: `${problem}\n\n${usage}` };
}
