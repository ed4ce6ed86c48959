/** Says that the administrator's document decides here, so that nobody looks for a switch. */
import { Icon } from "../../components/icon.tsx";
import { useTranslator } from "../../i18n/translator-context.tsx";

export function HeldMark() {
  const { say } = useTranslator();
  return (
    <span className="held-mark">
      <Icon name="lock" />
      <span>{say("settings.managed")}</span>
    </span>
  );
}
