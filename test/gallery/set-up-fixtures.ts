/** A phone without a document, one that is being set up, and one that a link has set up. */
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { atFixture } from "../builders/a-server.ts";
import { aNextCall, aSnapshot } from "../builders/a-snapshot.ts";

const notSetUp = aSnapshot({
  account: null,
  servers: [],
  nextCall: aNextCall(null, "noServer"),
  configuration: { state: "missing", problem: "/etc/tandem/policy.json: the file is missing.", setUp: "open" },
});

export const beingSetUp = {
  missingConfiguration: aSnapshot({
    account: null,
    servers: [],
    nextCall: aNextCall(null, "noServer"),
    configuration: {
      state: "missing",
      problem: "policy.json: servers.0.url: must be a wss:// address, for example wss://pbx1.example.com:8089/ws",
      setUp: "closed",
    },
  }),
  notSetUp,
  /** Names that begin with `setUp` have a link in the wizard's field; `link-fixtures.ts` says what it brings. */
  setUpByLink: notSetUp,
  setUpByBadLink: notSetUp,
  setUpBySomebody: notSetUp,
  notSetUpLost: {
    ...notSetUp,
    configuration: { ...notSetUp.configuration, lost: { why: "unreadable", origin: "https://it.example.com" } },
  },
  notSetUpUnsigned: {
    ...notSetUp,
    configuration: {
      ...notSetUp.configuration,
      byLinkAlone: true,
      lost: { why: "unsigned", origin: "https://it.example.com" },
    },
  },
  signIn: {
    ...notSetUp,
    configuration: {
      ...notSetUp.configuration,
      byLinkAlone: true,
      signIn: { origin: "https://it.example.com", isSignedIn: false },
    },
  },
  settingsSignedIn: aSnapshot({
    configuration: {
      state: "good",
      problem: null,
      setUp: "own",
      enrolment: { origin: "https://it.example.com", atConfirmed: atFixture - 5_400_000, trouble: null },
      byLinkAlone: true,
      signIn: { origin: "https://it.example.com", isSignedIn: true },
    },
  }),
  settingsEnrolled: aSnapshot({
    configuration: {
      state: "good",
      problem: null,
      setUp: "own",
      enrolment: { origin: "https://it.example.com", atConfirmed: atFixture - 5_400_000, trouble: null },
    },
  }),
  settingsEnrolledAway: aSnapshot({
    configuration: {
      state: "good",
      problem: null,
      setUp: "own",
      enrolment: {
        origin: "https://provisioning.it.internal.example.com:8443",
        atConfirmed: atFixture - 90_000_000,
        trouble: { kind: "untrusted", doubt: "expired", issuer: "Example Industries Internal Issuing Authority 2" },
      },
    },
  }),
} as const satisfies Record<string, Snapshot>;
