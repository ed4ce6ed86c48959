/** Reads what electron-builder says to fpm, the program that it has deb and rpm packages made by. */

export type LinuxPackage = {
  readonly kind: "deb" | "rpm";
  /** Where the package goes. */
  readonly file: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly maintainer: string;
  readonly license: string;
  readonly url: string;
  /** One line. */
  readonly summary: string;
  readonly description: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  /** Script files, run as root after the files are there, and after they are gone. */
  readonly afterInstall: string;
  readonly afterRemove: string;
  /** A source that ends with `/` stands for what is in that folder. */
  readonly files: readonly { readonly from: string; readonly to: string }[];
};

/** What it says that changes nothing here: one form of source, always written anew, compression, the file's own kind. */
const withoutEffect = new Set([
  "-s",
  "--vendor",
  "--deb-priority",
  "--deb-compression",
  "--rpm-os",
  "--rpm-compression",
  "--category",
]);

/** @throws where something is said that is not understood: a package that lacks it must not be made. */
export function readFpmArguments(args: readonly string[]): LinuxPackage {
  const said = new Map<string, string[]>();
  const files: { from: string; to: string }[] = [];
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? "";
    if (argument === "--force") continue;
    if (argument.startsWith("-")) {
      said.set(argument, [...(said.get(argument) ?? []), args[++at] ?? ""]);
      continue;
    }
    const [from, to, ...more] = argument.split("=");
    if (from === undefined || to === undefined || more.length > 0) throw new Error(`not a file=place: ${argument}`);
    files.push({ from, to });
  }
  const take = (name: string): string[] => {
    const values = said.get(name) ?? [];
    said.delete(name);
    return values;
  };
  const one = (name: string, otherwise?: string): string => {
    const value = take(name).at(-1) ?? otherwise;
    if (value === undefined) throw new Error(`${name} was not said`);
    return value;
  };
  const kind = one("-t");
  if (kind !== "deb" && kind !== "rpm") throw new Error(`-t ${kind}: only deb and rpm are made`);
  const [first = "", ...others] = one("--description").split("\n");
  const summary = one("--rpm-summary", first.trim());
  const read: LinuxPackage = {
    kind,
    file: one("--package"),
    name: one("--name"),
    version: one("--version"),
    architecture: one("--architecture"),
    maintainer: one("--maintainer"),
    license: one("--license"),
    url: one("--url"),
    summary,
    description: others.map((line) => line.trim()).join("\n") || first.trim(),
    depends: take("-d"),
    recommends: take("--deb-recommends"),
    afterInstall: one("--after-install"),
    afterRemove: one("--after-remove"),
    files,
  };
  const unread = [...said.keys()].filter((name) => !withoutEffect.has(name));
  if (unread.length > 0) throw new Error(`not understood: ${unread.join(" ")}`);
  return read;
}
