/** What a run of setup is asked for: everything `npm test` needs, or the browser alone, which is all the demo needs. */

export type Part = "browser" | "asterisk" | "iptables" | "packaging" | "kamailio";

export type WantedParts =
  | { readonly kind: "parts"; readonly parts: readonly Part[] }
  | { readonly kind: "usage"; readonly problem: string };

/** @param args what follows the script's name: nothing, or `--browser`. */
export function readWantedParts(args: readonly string[]): WantedParts {
  const [first, ...others] = args;
  const all: readonly Part[] = ["browser", "asterisk", "iptables", "packaging", "kamailio"];
  if (first === undefined) return { kind: "parts", parts: all };
  if (first === "--browser" && others.length === 0) return { kind: "parts", parts: ["browser"] };
  return { kind: "usage", problem: `setup takes --browser or nothing, not "${args.join(" ")}".` };
}
