/**
 * SIP.js reads each header with a generated parser that makes its tables anew for every header: most of what reading an
 * answer costs. The tables are the same each time, so the built engine makes them once.
 */
import type { Plugin } from "vite";

const made = "const peg$bytecode = [";
const kept = "const peg$bytecode = peg$keptBytecode ??= [";

/** Throws where the parser is not as it was: what is built then would be slow again without a word. */
export function keepGrammarTables(code: string): string {
  if (code.split(made).length !== 2) {
    throw new Error("SIP.js's grammar is made otherwise than before; see scripts/build/keep-grammar-tables.ts.");
  }
  return `${code.replace(made, () => kept)}\nlet peg$keptBytecode;\n`;
}

export const grammarTables: Plugin = {
  name: "grammar-tables",
  transform: {
    filter: { id: /\/sip\.js\/lib\/grammar\/pegjs\/dist\/grammar\.js$/u },
    handler: (code) => ({ code: keepGrammarTables(code), map: null }),
  },
};
