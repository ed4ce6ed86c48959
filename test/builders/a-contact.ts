/** Builds contacts and people of the directory; what matters to a test is named, the rest is usual. */
import type { ContactText, Person } from "../../shared/model/contact.ts";

export function aContact(over: Partial<ContactText> = {}): ContactText {
  return {
    name: "Tanaka Yuki",
    company: "Tanaka Ltd.",
    numbers: [{ kind: "work", number: "03-1234-5678" }],
    note: "Orders on Mondays",
    ...over,
  };
}

export function aPerson(over: Partial<Person> = {}): Person {
  return { from: "own", id: "contact-1", ...aContact(), ...over };
}
