import { expect, test } from "vitest";
import { describeOffer } from "../../../electron/updates/describe-offer.ts";
import { fail, succeed } from "../../../shared/lib/result.ts";
import { aManifest, aSeat, someTerms } from "./a-manifest.ts";

const own = "appimage package, installed by Tandem itself; ";
const folder = "https://updates.example.com/all/";

test.each([
  [null, null, `${own}the configuration names no server for newer versions`],
  [
    someTerms({ percentage: 20, publicKey: "key" }),
    succeed(aManifest()),
    `${own}${folder} offers 0.2.0 to 20 % of its seats; its signature is good`,
  ],
  [
    someTerms(),
    succeed(aManifest({ version: "0.1.0" })),
    `${own}${folder} offers no newer one; no signature is asked for`,
  ],
  [
    someTerms(),
    fail("unsigned" as const),
    `${own}${folder} has no signature beside its list of versions: sign it (npm run sign-update)`,
  ],
])("%#: it says what the ring is offered", (terms, looked, said) => {
  expect(describeOffer(aSeat(), terms, looked)).toBe(said);
});

test("who installs it is said of every kind of package", () => {
  const said = describeOffer(aSeat({ packageKind: "deb", mayInstall: false }), null, null);
  expect(said).toMatch(/^deb package, installed by whoever looks after this computer;/u);
});
