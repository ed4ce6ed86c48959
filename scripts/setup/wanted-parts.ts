/** What a run of setup is asked for: everything the tests need, or the browser alone, which is all the demo needs. */

export type Part = "browser" | "asterisk" | "iptables" | "packaging";

export type WantedParts =
  | { readonly kind: "parts"; readonly parts: readonly Part[] }
  | { readonly kind: "usage"; readonly problem: string };

/** @param args what follows the script's name: nothing, or `--browser`. */
export function readWantedParts(args: readonly string[]): WantedParts {
  const [first, ...others] = args;
  if (first === undefined) return { kind: "parts", parts: ["browser", "asterisk", "iptables", "packaging"] };
  if (first === "--browser" && others.length === 0) return { kind: "parts", parts: ["browser"] };
  return { kind: "usage", problem: `setup takes --browser or nothing, not "${args.join(" ")}".` };
}
