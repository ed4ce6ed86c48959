/** The policies of a Windows computer and of its user, as group policies write them to the registry. */
import type { Cancel, Clock } from "../../../shared/lib/clock.ts";
import { isSameValue } from "../../../shared/lib/same-value.ts";
import { listPolicySettings } from "../../../shared/model/policy-settings.ts";
import type { OfferWhere } from "../../../shared/model/resolve-setting.ts";
import { toForm } from "../../../shared/model/setting-form.ts";
import { toLevels, type PolicyPiece, type PolicySource } from "./policy-levels.ts";
import { readRegistry, type RegistryTree, type RegistryValue } from "./read-registry.ts";

/** What `reg query` prints for a key and all below it; null: there is no such key. */
export type QueryRegistry = {
  readonly now: (key: string) => string | null;
  readonly later: (key: string) => Promise<string | null>;
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
  let printed = hives.map(({ asked }) => query.now(asked));
  let onChanged: () => void = () => undefined;
  let cancel: Cancel = () => undefined;
  let isStopped = false;

  async function look(): Promise<void> {
    const next = await Promise.all(hives.map(({ asked }) => query.later(asked)));
    if (isStopped) return;
    schedule();
    if (isSameValue(next, printed)) return;
    printed = next;
    onChanged();
  }

  function schedule(): void {
    cancel = clock.after(registryLookMs, () => void look());
  }

  return {
    read() {
      const pieces = hives.map(({ asked, kind }, index) => {
        const tree = readRegistry(printed[index] ?? "", asked);
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
