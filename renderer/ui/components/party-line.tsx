/** What else is known of a party: the company, where the name comes from, and what the network called them. */
import type { RemoteText } from "../format/describe-remote.ts";
import { useTranslator } from "../i18n/translator-context.tsx";

export function PartyLine({ remote }: { readonly remote: RemoteText }) {
  const { say } = useTranslator();
  const parts = [
    remote.company,
    remote.isFromDirectory ? say("remote.fromDirectory") : null,
    remote.said === null ? null : say("remote.said", { name: remote.said }),
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const text = parts.join(" · ");
  return (
    <bdi className="known-party" title={text}>
      {text}
    </bdi>
  );
}
