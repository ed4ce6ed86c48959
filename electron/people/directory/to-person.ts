/** An entry of the directory as a person who can be called. */
import type { Entry } from "ldapts";
import {
  longestName,
  mostNumbers,
  Person,
  type ContactNumber,
  type NumberKind,
} from "../../../shared/model/contact.ts";
import { cleanDialTarget } from "../../../shared/model/dial-target.ts";
import type { DirectoryPolicy } from "../../../shared/model/directory-policy.ts";
import { toOneLine } from "../to-one-line.ts";

type Map = DirectoryPolicy["attributes"];

const kinds = ["work", "mobile", "home"] as const satisfies readonly NumberKind[];

/** @returns null for an entry without a name or without a number that can be dialled. */
export function toPerson(entry: Entry, map: Map): Person | null {
  const first = (names: readonly string[]) => names.flatMap((name) => valuesOf(entry, name))[0] ?? "";
  const numbers = kinds.flatMap((kind) =>
    map[kind]
      .flatMap((name) => valuesOf(entry, name))
      .flatMap((number): ContactNumber[] => (cleanDialTarget(number).ok ? [{ kind, number }] : [])),
  );
  const person = Person.safeParse({
    from: "directory",
    id: entry.dn,
    name: first(map.name).slice(0, longestName),
    company: first(map.company).slice(0, longestName),
    numbers: numbers.slice(0, mostNumbers),
    note: "",
  });
  return person.success && person.data.name + person.data.company !== "" ? person.data : null;
}

/** Attributes are found whatever their case, as the directory finds them. */
function valuesOf(entry: Entry, name: string): string[] {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === name.toLowerCase());
  const value = key === undefined || key === "dn" ? undefined : entry[key];
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return values
    .filter((one): one is string => typeof one === "string")
    .map(toOneLine)
    .filter((one) => one !== "");
}

/** What is asked for of each entry; nothing else leaves the directory. */
export function attributesOf(map: Map): string[] {
  return [...new Set([...map.name, ...map.company, ...kinds.flatMap((kind) => map[kind])])];
}
