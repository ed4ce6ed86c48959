/** The app's files as components of an MSI, one a file, each with a GUID that the next version has too. */
import { posix } from "node:path";
import type { FileTree } from "./list-files.ts";
import { toGuid } from "./to-guid.ts";

/** @param source folder of the files, as wixl is to read them. @returns a second source beside assets/windows/tandem.wxs. */
export function toFileComponents({ files, folders }: FileTree, source: string): string {
  const idOf = (kind: "c" | "d" | "f", path: string) =>
    kind === "d" && path === "." ? "INSTALLDIR" : `${kind}${toGuid(path).replaceAll("-", "")}`;
  const directories = folders.map(
    (path) =>
      `    <DirectoryRef Id="${idOf("d", posix.dirname(path))}"><Directory Id="${idOf("d", path)}" Name="${escape(posix.basename(path))}"/></DirectoryRef>`,
  );
  const components = files.map(
    (path) =>
      `    <DirectoryRef Id="${idOf("d", posix.dirname(path))}"><Component Id="${idOf("c", path)}" Guid="${toGuid(path)}" Win64="yes"><File Id="${idOf("f", path)}" Name="${escape(posix.basename(path))}" Source="${escape(posix.join(source, path))}" KeyPath="yes"/></Component></DirectoryRef>`,
  );
  const refs = files.map((path) => `      <ComponentRef Id="${idOf("c", path)}"/>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">',
    "  <Fragment>",
    ...directories,
    ...components,
    "  </Fragment>",
    "  <Fragment>",
    '    <ComponentGroup Id="Files">',
    ...refs,
    "    </ComponentGroup>",
    "  </Fragment>",
    "</Wix>",
    "",
  ].join("\n");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
