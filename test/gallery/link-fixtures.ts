/** What a clicked link fills in, and what comes of it, for the fixtures that begin with `setUp`. */
import type { LinkAnswer } from "../../shared/model/enrolment.ts";

export type PretendedLink = { readonly link: string; readonly answer: LinkAnswer };

const answers: Readonly<Record<string, LinkAnswer>> = {
  setUpByLink: {
    kind: "offered",
    offer: {
      id: 1,
      origin: "https://it.example.com",
      user: "1001",
      displayName: "Tanaka Yuki",
      servers: [
        { id: "main", name: "Main", role: "primary", url: "wss://pbx1.example.com:8089/ws", pinnedSpki: [] },
        { id: "backup", name: "Backup", role: "backup", url: "wss://pbx2.example.com:8089/ws", pinnedSpki: [] },
      ],
    },
  },
  setUpByBadLink: {
    kind: "notADocument",
    line: "https://it.example.com: servers[1].url: must be a wss:// address, for example wss://pbx1.example.com:8089/ws. Correct this value.",
  },
  setUpBySomebody: {
    kind: "untrusted",
    doubt: "unknownIssuer",
    issuer: "Example Industries Internal Issuing Authority 2",
  },
};

/** @returns null for a fixture without a link. */
export function linkOf(fixture: string): PretendedLink | null {
  const answer = answers[fixture];
  return answer === undefined ? null : { link: "https://it.example.com/tandem/seat-7#Zk3v9QdTz0w", answer };
}
