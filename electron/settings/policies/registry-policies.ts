/** The policies of a Windows computer and of its user, as group policies write them to the registry. */
import type { Cancel, Clock } from "../../../shared/lib/clock.ts";
import { fail } from "../../../shared/lib/result.ts";
import { isSameValue } from "../../../shared/lib/same-value.ts";
import { listPolicySettings } from "../../../shared/model/policy-settings.ts";
import type { OfferWhere } from "../../../shared/model/resolve-setting.ts";
import { toForm } from "../../../shared/model/setting-form.ts";
import { toLevels, type PolicyPiece, type PolicySource } from "./policy-levels.ts";
import { readRegistry, type RegistryTree, type RegistryValue } from "./read-registry.ts";

/** What `reg query` said of a key and all below it. */
export type RegistryAnswer =
  | { readonly kind: "printed"; readonly text: string }
  | { readonly kind: "noSuchKey" }
  /** It did not come to an answer: that says nothing of the policies. */
  | { readonly kind: "failed" };

export type QueryRegistry = {
  readonly now: (key: string) => RegistryAnswer;
  readonly later: (key: string) => Promise<RegistryAnswer>;
};

const key = "Software\\Policies\\Tandem";
/** The user's first: the computer's counts more. */
const hives: readonly { readonly asked: string; readonly kind: OfferWhere["kind"] }[] = [
  { asked: `HKCU\\${key}`, kind: "userPolicy" },
  { asked: `HKLM\\${key}`, kind: "computerPolicy" },
];

/** Windows tells programs of a new policy only through a call that Node does not have; it renews them every 90 min itself. */
export const registryLookMs = 60_000;

export function createRegistryPolicies(query: QueryRegistry, clock: Pick<Clock, "after">): PolicySource {
  let answers = hives.map(({ asked }) => query.now(asked));
  let onChanged: () => void = () => undefined;
  let cancel: Cancel = () => undefined;
  let isStopped = false;

  async function look(): Promise<void> {
    const next = await Promise.all(hives.map(({ asked }) => query.later(asked)));
    if (isStopped) return;
    schedule();
    if (next.some(({ kind }) => kind === "failed") || isSameValue(next, answers)) return;
    answers = next;
    onChanged();
  }

  function schedule(): void {
    cancel = clock.after(registryLookMs, () => void look());
  }

  return {
    read() {
      const silent = hives.find((_hive, index) => answers[index]?.kind === "failed");
      if (silent !== undefined)
        return fail(`${silent.asked}: reg.exe did not read this key. Tandem tries again every minute.`);
      const pieces = hives.map(({ asked, kind }, index) => {
        const answer = answers[index];
        const tree = readRegistry(answer?.kind === "printed" ? answer.text : "", asked);
        return {
          managed: toPiece(tree, "", { kind, name: asked }),
          recommended: toPiece(tree, "Recommended", { kind, name: `${asked}\\Recommended` }),
        };
      });
      return toLevels({
        managed: pieces.map(({ managed }) => managed),
        recommended: pieces.map(({ recommended }) => recommended),
      });
    },
    follow(listener) {
      onChanged = listener;
      cancel();
      schedule();
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

function toPiece(tree: RegistryTree, at: string, where: OfferWhere): PolicyPiece {
  const forms = new Map(listPolicySettings().map(({ key: setting, schema }) => [setting, toForm(schema).kind]));
  const values = Object.entries(tree[at] ?? {}).map(([name, value]) => [name, toTyped(value, forms.get(name))]);
  return { where, values: Object.fromEntries(values) };
}

/** The registry knows numbers, texts and lists of texts; what is none of these stands there as JSON. */
function toTyped(value: RegistryValue, form: ReturnType<typeof toForm>["kind"] | undefined): unknown {
  switch (value.type) {
    case "number":
      return form === "boolean" ? value.number !== 0 : value.number;
    case "list":
      return form === "texts" ? value.texts : toJson(value.texts.join("\n"));
    case "text":
      return form === "json" || form === "texts" ? toJson(value.text) : value.text;
    default:
      return value satisfies never;
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
