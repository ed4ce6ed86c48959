/** The policies of a Mac: the preferences its management holds for every user and for this one; `Recommended` in them only recommends. */
import type { Clock } from "../../../shared/lib/clock.ts";
import type { Log } from "../../../shared/lib/log.ts";
import { fail, succeed, type Result } from "../../../shared/lib/result.ts";
import type { OfferWhere } from "../../../shared/model/resolve-setting.ts";
import { watchFile } from "../watch-file.ts";
import { isTree, toLevels, toPieceValues, type PolicyPieces, type PolicySource } from "./policy-levels.ts";

export type PreferencePoliciesNeeds = {
  /** Where macOS keeps what a management holds: `/Library/Managed Preferences`. */
  readonly folder: string;
  readonly userName: string;
  /** @returns a property list as JSON; null: it is not there. */
  readonly readPlist: (path: string) => Result<string, string> | null;
  readonly clock: Pick<Clock, "after">;
  readonly log: Log;
};

/** The bundle's identifier (electron-builder.yml). */
const fileName = "app.tandem.phone.plist";

export function createPreferencePolicies(needs: PreferencePoliciesNeeds): PolicySource {
  const { folder, userName, readPlist, clock, log } = needs;
  /** The user's first: the computer's counts more. */
  const files: readonly OfferWhere[] = [
    { kind: "userPolicy", name: `${folder}/${userName}/${fileName}` },
    { kind: "computerPolicy", name: `${folder}/${fileName}` },
  ];
  const watched = files.map(({ name }) => watchFile(name, clock, log));
  return {
    read() {
      const managed: PolicyPieces["managed"][number][] = [];
      const recommended: PolicyPieces["recommended"][number][] = [];
      for (const where of files) {
        const read = readPlist(where.name);
        if (read === null) continue;
        const tree = read.ok ? toTree(where.name, read.value) : read;
        if (!tree.ok) return tree;
        const { Recommended: advised, ...held } = tree.value;
        managed.push({ where, values: toPieceValues(held) });
        if (isTree(advised)) {
          recommended.push({ where: { ...where, name: `${where.name}: Recommended` }, values: toPieceValues(advised) });
        }
      }
      return toLevels({ managed, recommended });
    },
    follow(onChanged) {
      for (const one of watched) one.follow(onChanged);
    },
    stop() {
      for (const one of watched) one.stop();
    },
  };
}

/** What a management adds for itself (`PayloadUUID` and its kin) says nothing to Tandem. */
function toTree(path: string, json: string): Result<Readonly<Record<string, unknown>>, string> {
  const damaged = `${path}: this is no property list that can be read. Install the profile again.`;
  try {
    const parsed: unknown = JSON.parse(json);
    if (!isTree(parsed)) return fail(damaged);
    return succeed(Object.fromEntries(Object.entries(parsed).filter(([key]) => !key.startsWith("Payload"))));
  } catch {
    return fail(damaged);
  }
}
