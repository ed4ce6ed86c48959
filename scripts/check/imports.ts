/** Reads what a source file imports, types included, through the parser that also bundles the app. */
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { join } from "node:path";
import { parseSync } from "vite";

export type Import = {
  readonly line: number;
  /** Gone when it runs. */
  readonly isType: boolean;
  /** As written. */
  readonly specifier: string;
  /** Path from the root when the import is relative, else null. */
  readonly path: string | null;
  /** The package, `node:` for any builtin of Node, null when the import is relative. */
  readonly vendor: string | null;
};

/** @throws when the file does not parse: the compiler says so better, and nothing can be checked before that. */
export function readImports(root: string, file: string): Import[] {
  const source = readFileSync(join(root, file), "utf8");
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message ?? ""}`);
  const requests: Request[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      ...moduleRequest,
      isType: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) => (moduleRequest === null ? [] : [{ ...moduleRequest, isType }])),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => literalAt(source, start, end)),
  ];
  return requests.map((request) => toImport(file, request, source.slice(0, request.start).split("\n").length));
}

type Request = { readonly value: string; readonly start: number; readonly isType: boolean };

function literalAt(source: string, start: number, end: number): Request[] {
  const literal = /^(["'`])([^$]*)\1$/.exec(source.slice(start, end));
  return literal?.[2] === undefined ? [] : [{ value: literal[2], start, isType: false }];
}

function toImport(file: string, { value: specifier, isType }: Request, line: number): Import {
  if (specifier.startsWith(".")) {
    const path = posix.join(posix.dirname(file), specifier).replace(/\?.*$/, "");
    return { line, isType, specifier, path, vendor: null };
  }
  const vendor = specifier.startsWith("node:")
    ? "node:"
    : specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
  return { line, isType, specifier, path: null, vendor };
}
