/** Says that the administrator decides here, and where he said so, so that nobody looks for a switch. */
import type { HeldSetting } from "../../../../shared/model/operator-policy.ts";
import { useSnapshot } from "../../bridge/use-snapshot.ts";
import { Icon } from "../../components/icon.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function HeldMark({ setting, id }: { readonly setting: HeldSetting; readonly id?: string }) {
  const { say } = useTranslator();
  const from = useSnapshot(({ heldFrom }) => heldFrom[setting] ?? null);
  return (
    <span className="held-mark" id={id}>
      <Icon name="lock" />
      <span>
        {from === null || from.kind === "operator"
          ? say("settings.managed")
          : say(`settings.heldBy.${from.kind}`, { from: from.name })}
      </span>
    </span>
  );
}
