/** Who is registered, over which socket and until when: one Contact per account, the newest, as on the Asterisk servers. */
import { allHeaders, header, type SipMessage } from "../testbed/sip-message.ts";
import type { Flow } from "./pbx-context.ts";
import { uriOf } from "./sip/sip-fields.ts";

export type Binding = {
  readonly user: string;
  readonly contact: string;
  readonly flow: Flow;
  /** Epoch ms. */
  readonly atExpires: number;
};

export type Registrar = {
  /** Takes an authenticated REGISTER. @returns the Contact values for its 200. */
  readonly accept: (user: string, request: SipMessage, flow: Flow, at: number) => readonly string[];
  readonly find: (user: string, at: number) => Binding | null;
  readonly list: (at: number) => readonly Binding[];
  /** A socket closed: its bindings go with it (RFC 5626 §4.2.2), as in Asterisk. */
  readonly dropFlow: (flow: Flow) => void;
  readonly forgetAll: () => void;
};

const standardExpiryS = 120;
const shortestExpiryS = 10;
const longestExpiryS = 7_200;

export function createRegistrar(): Registrar {
  const bindings = new Map<string, Binding>();

  const list = (at: number): readonly Binding[] => [...bindings.values()].filter(({ atExpires }) => atExpires > at);

  return {
    accept(user, request, flow, at) {
      const [contact = ""] = allHeaders(request, "Contact");
      const expiresS = readExpiry(request, contact);
      const uri = uriOf(contact);
      if (contact !== "" && expiresS === 0 && (contact === "*" || bindings.get(user)?.contact === uri)) {
        bindings.delete(user);
      } else if (contact !== "" && expiresS > 0) {
        bindings.set(user, { user, contact: uri, flow, atExpires: at + expiresS * 1_000 });
      }
      const kept = list(at).find((binding) => binding.user === user);
      return kept === undefined ? [] : [`<${kept.contact}>;expires=${Math.round((kept.atExpires - at) / 1_000)}`];
    },
    find: (user, at) => list(at).find((binding) => binding.user === user) ?? null,
    list,
    dropFlow(flow) {
      for (const binding of bindings.values()) if (binding.flow === flow) bindings.delete(binding.user);
    },
    forgetAll: () => bindings.clear(),
  };
}

/** The Contact's own parameter before the header (RFC 3261 §10.2.1.1); 0 takes a binding away. */
function readExpiry(request: SipMessage, contact: string): number {
  const own = /;\s*expires=(\d+)/i.exec(contact.replace(/<[^>]*>/, ""))?.[1];
  const text = own ?? header(request, "Expires");
  if (!/^\d+$/.test(text)) return standardExpiryS;
  const wanted = Number(text);
  return wanted === 0 ? 0 : Math.min(longestExpiryS, Math.max(shortestExpiryS, wanted));
}
