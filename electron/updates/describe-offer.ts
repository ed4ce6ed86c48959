/** What `--diagnostics` says of newer versions, in one line: what this seat's ring is offered, and who would install it. */
import type { UpdateTrouble } from "../../shared/model/update.ts";
import type { Result } from "../../shared/lib/result.ts";
import type { Manifest } from "./read-manifest.ts";
import type { Seat } from "./update-state.ts";
import type { UpdateTerms } from "./update-terms.ts";
import { isNewer } from "./version.ts";

const troubles: Record<UpdateTrouble, string> = {
  unreachable: "does not answer: see whether it runs, and whether this computer may reach it",
  untrusted: "has a certificate that this computer does not trust: give it one that it does, or add its authority",
  notFound: "has no list of versions for this system there: put latest*.yml into the folder of the ring",
  failing: "answers with an error or sends elsewhere: see its own log",
  tooSlow: "takes too long",
  tooBig: "sends far more than a list of versions is",
  brokenOff: "breaks off in the middle",
  unsigned: "has no signature beside its list of versions: sign it (npm run sign-update)",
  badSignature: "has a list of versions whose signature is not by updates.publicKey: sign it with that key",
  notAManifest: "has something there that is no list of versions",
  elsewhere: "names a file on another server: files lie where their list does",
  noFile: "has no file for this kind of package",
  corrupt: "has a file that is not the one it announces",
  badPublisher: "has an installer that is not signed by one of updates.publishers",
  noRoom: "cannot be read: there is no room on this computer's disk",
  failed: "cannot be read",
};

export function describeOffer(
  seat: Pick<Seat, "running" | "packageKind" | "mayInstall">,
  terms: UpdateTerms | null,
  looked: Result<Manifest, UpdateTrouble> | null,
): string {
  const who = seat.mayInstall ? "installed by Tandem itself" : "installed by whoever looks after this computer";
  const kind = `${seat.packageKind} package, ${who}`;
  if (terms === null || looked === null) return `${kind}; the configuration names no server for newer versions`;
  if (!looked.ok) return `${kind}; ${terms.folder} ${troubles[looked.failure]}`;
  const { version, percentage } = looked.value;
  const signed = terms.publicKey === null ? "no signature is asked for" : "its signature is good";
  const share = Math.min(percentage, terms.percentage);
  const what = isNewer(version, seat.running) ? `offers ${version} to ${share} % of its seats` : "offers no newer one";
  return `${kind}; ${terms.folder} ${what}; ${signed}`;
}
