/** The built engine reads headers as SIP.js does, in less time. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { keepGrammarTables } from "../../../scripts/build/keep-grammar-tables.ts";

type Grammar = {
  readonly parse: (text: string, options: { readonly startRule: string; readonly data: object }) => unknown;
};

const grammar = join(
  dirname(createRequire(import.meta.url).resolve("sip.js/lib/index.js")),
  "grammar/pegjs/dist/grammar.js",
);
const headers = [
  ["Via", "SIP/2.0/WSS tepk467hog3n.invalid;rport=52880;received=127.0.0.1;branch=z9hG4bKkim2e2v0i3qx"],
  ["Contact", "<sip:1007@127.0.0.1:52880;transport=ws>;expires=119"],
  ["Name_Addr_Header", '"Operator 1005" <sip:1005@127.0.0.12>;tag=l7e7q2f4el'],
  ["CSeq", "2 INVITE"],
  ["WWW_Authenticate", 'Digest realm="asterisk",nonce="1700/abc",opaque="12",algorithm=MD5,qop="auth"'],
  ["SIP_URI", "sip:1001@pbx1.example.com;transport=ws"],
  ["CSeq", "no number"],
] as const;

/** What it imports stays where it is. */
async function loadKept(): Promise<Grammar> {
  const folder = mkdtempSync(join(tmpdir(), "tandem-grammar-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const kept = keepGrammarTables(readFileSync(grammar, "utf8"));
  const toPlace = (_all: string, path: string) => `from "${pathToFileURL(join(dirname(grammar), path)).href}"`;
  writeFileSync(join(folder, "kept.mjs"), kept.replaceAll(/from "(\.[^"]+)"/gu, toPlace));
  return (await import(pathToFileURL(join(folder, "kept.mjs")).href)) as Grammar;
}

function read({ parse }: Grammar, [startRule, text]: (typeof headers)[number]): unknown {
  const data = {};
  try {
    return { result: parse(text, { startRule, data }), data };
  } catch (error) {
    return { refused: (error as Error).message };
  }
}

function timeOf(one: Grammar): number {
  const at = performance.now();
  for (let times = 0; times < 15; times += 1) for (const header of headers) read(one, header);
  return performance.now() - at;
}

it("reads and refuses what SIP.js does, time and again, and takes less time for it", async () => {
  const [asMade, kept] = [(await import(pathToFileURL(grammar).href)) as Grammar, await loadKept()];
  for (const header of [...headers, ...headers]) expect(read(kept, header)).toEqual(read(asMade, header));
  const times = Array.from({ length: 5 }, () => [timeOf(asMade), timeOf(kept)] as const);
  const faster = times.filter(([before, after]) => after < before).length;
  expect(faster, JSON.stringify(times)).toBeGreaterThanOrEqual(3);
});

it("says so where SIP.js makes its parser otherwise", () => {
  expect(() => keepGrammarTables("export const parse = 1;")).toThrow("made otherwise than before");
});
