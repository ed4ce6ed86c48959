/** Which queue sent a call, between its number and its server: whoever works in two has a greeting for each. */
import { useTranslator } from "../i18n/translator-context.tsx";

export function QueueMark({ queue }: { readonly queue: string | null }) {
  const { say } = useTranslator();
  if (queue === null) return null;
  const text = say("call.queue", { queue });
  return (
    <>
      <span className="card-queue" title={text}>
        <bdi>{text}</bdi>
      </span>
      <span aria-hidden="true">·</span>
    </>
  );
}
