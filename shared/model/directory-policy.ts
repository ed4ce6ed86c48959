/** The company's directory, as an administrator describes it: where it is, who may ask, and which attribute is what. */
import { z } from "zod";

const url = z
  .string()
  .regex(
    /^ldaps?:\/\/(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?\/?$/u,
    "an address such as ldaps://ldap.example.com, without a path",
  );
const attribute = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/u, "the name of an attribute, such as telephoneNumber");
const attributes = z.array(attribute).max(8);

/** RFC 4515, with a place for what was typed. */
const filter = z
  .string()
  .min(3)
  .max(1_000)
  .regex(/^\(.*\)$/su, "a filter in brackets, such as (cn=*{text}*)");

export const DirectoryPolicy = z
  .strictObject({
    /** Asked in this order: the next when one does not answer. */
    urls: z.array(url).min(1).max(4).describe("Addresses of the directory, asked in this order"),
    base: z.string().min(1).max(512).describe("The DN below which everything is searched"),
    /** For a search: `{text}` is what was typed, escaped. */
    filter: filter
      .refine((text) => text.includes("{text}"), "needs {text} where what was typed goes")
      .default("(|(cn=*{text}*)(sn=*{text}*)(o=*{text}*)(telephoneNumber=*{text}*)(mobile=*{text}*))")
      .describe("The filter of a search; {text} is what was typed"),
    /** For a caller: `{number}` is each spelling of the number in turn, `{digits}` its end with anything between. */
    numberFilter: filter
      .refine((text) => /\{(?:number|digits)\}/u.test(text), "needs {number} or {digits} where the number goes")
      .default("(|(telephoneNumber={number})(mobile={number})(homePhone={number}))")
      .describe("The filter for a caller; {number} is his number, {digits} its end"),
    attributes: z
      .strictObject({
        name: attributes.default(["displayName", "cn"]),
        company: attributes.default(["o", "ou"]),
        work: attributes.default(["telephoneNumber"]),
        mobile: attributes.default(["mobile"]),
        home: attributes.default(["homePhone"]),
      })
      .prefault({})
      .describe("Which attribute is what"),
    /** Empty: nobody in particular asks. */
    bindDn: z.string().max(512).default("").describe("Who asks; empty: nobody in particular"),
    password: z.string().max(256).default("").describe("The password of whoever asks"),
    /** Of one search. */
    mostEntries: z.number().int().min(1).max(200).default(20).describe("Most entries of one search"),
    /** Of one question, connecting included. */
    timeoutMs: z
      .number()
      .int()
      .min(200)
      .max(30_000)
      .default(3_000)
      .describe("Longest time of one question, connecting included, ms"),
    /** What was found is remembered for callers this long. */
    cacheDays: z
      .number()
      .int()
      .min(0)
      .max(365)
      .default(30)
      .describe("How many days people who were found are remembered for callers"),
  })
  .refine(({ urls, password }) => password === "" || urls.every(isPrivate), {
    path: ["urls"],
    message:
      "must be ldaps:// where a password is sent; ldap:// carries it in the clear and is allowed to this computer only",
  });
export type DirectoryPolicy = z.infer<typeof DirectoryPolicy>;

function isPrivate(address: string): boolean {
  return address.startsWith("ldaps:") || /^ldap:\/\/(localhost|\[::1\]|127(\.\d{1,3}){3})(:|\/|$)/u.test(address);
}
