/** Who is in the test's directory, as LDIF (RFC 2849). */

export const suffix = "dc=example,dc=test";
export const bindDn = `cn=tandem,${suffix}`;
export const bindPassword = "tandem-directory";

type Attributes = Readonly<Record<string, readonly string[]>>;
type Entry = { readonly dn: string; readonly attributes: Attributes };

/** Enough of them that a search can be cut off. */
const crowd = 60;

const people = `ou=people,${suffix}`;

function person(uid: string, attributes: Attributes): Entry {
  return {
    dn: `uid=${uid},${people}`,
    attributes: { objectClass: ["inetOrgPerson"], uid: [uid], ...attributes },
  };
}

export const entries: readonly Entry[] = [
  { dn: suffix, attributes: { objectClass: ["dcObject", "organization"], dc: ["example"], o: ["Example"] } },
  { dn: people, attributes: { objectClass: ["organizationalUnit"], ou: ["people"] } },
  person("tanaka", {
    cn: ["田中 由紀"],
    sn: ["田中"],
    o: ["株式会社東京"],
    telephoneNumber: ["+81 3 1234 5678"],
    mobile: ["090-1111-2222"],
  }),
  person("gross", {
    cn: ["Änne Groß (Einkauf)"],
    sn: ["Groß"],
    ou: ["Einkauf"],
    telephoneNumber: ["030 123456"],
    // Compared as a text, as Active Directory compares telephoneNumber.
    roomNumber: ["+49 (30) 12.34-567"],
  }),
  person("silent", { cn: ["Somebody Without Number"], sn: ["Silent"] }),
  ...Array.from({ length: crowd }, (_, index) =>
    person(`crowd${index}`, { cn: [`Crowd ${index}`], sn: ["Crowd"], telephoneNumber: [String(2_000 + index)] }),
  ),
  {
    dn: `ou=elsewhere,${suffix}`,
    attributes: {
      objectClass: ["referral", "extensibleObject"],
      ou: ["elsewhere"],
      ref: ["ldap://127.0.0.99:1/ou=elsewhere,dc=example,dc=test"],
    },
  },
];

/** Every value in base64, so that none needs to be looked at. */
export function toLdif(): string {
  const line = (name: string, value: string) => `${name}:: ${Buffer.from(value).toString("base64")}`;
  return entries
    .map(({ dn, attributes }) =>
      [
        line("dn", dn),
        ...Object.entries(attributes).flatMap(([name, values]) => values.map((value) => line(name, value))),
      ].join("\n"),
    )
    .join("\n\n");
}
