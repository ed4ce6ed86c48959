/** Remembers when the servers' certificates end, as each connection showed it, and tells of those that soon do, in time to renew them. */
import type { Clock } from "../../shared/lib/clock.ts";
import { isSameValue } from "../../shared/lib/same-value.ts";
import { isEndingSoon, type EndingCertificate } from "../../shared/model/certificate.ts";

export type EndingCertificates = {
  /** A server at this host has just shown a certificate that ends then (epoch ms). */
  readonly note: (host: string, atEnd: number) => void;
  /** Of the document in force; certificates of other hosts are nobody's concern. */
  readonly useServers: (servers: readonly { readonly name: string; readonly url: string }[]) => void;
  readonly stop: () => void;
};

export type EndingCertificatesNeeds = {
  readonly clock: Pick<Clock, "after" | "wallNow">;
  /** Hears the whole list whenever it changes. */
  readonly tell: (certificates: EndingCertificate[]) => void;
};

/** A phone may run for weeks on one connection, while the days go by. */
const lookAgainMs = 6 * 3_600_000;

export function createEndingCertificates({ clock, tell }: EndingCertificatesNeeds): EndingCertificates {
  const ends = new Map<string, number>();
  let names = new Map<string, string[]>();
  let told: EndingCertificate[] = [];
  let cancel = clock.after(lookAgainMs, lookAgain);

  function look(): void {
    const now = clock.wallNow();
    const ending = [...names].flatMap(([host, servers]): EndingCertificate[] => {
      const atEnd = ends.get(host);
      return atEnd !== undefined && isEndingSoon(atEnd, now) ? [{ servers, host, atEnd }] : [];
    });
    if (isSameValue(ending, told)) return;
    told = ending;
    tell(ending);
  }

  function lookAgain(): void {
    look();
    cancel = clock.after(lookAgainMs, lookAgain);
  }

  return {
    note(host, atEnd) {
      ends.set(host, atEnd);
      look();
    },
    useServers(servers) {
      names = new Map();
      for (const { name, url } of servers) {
        const host = URL.parse(url)?.hostname.replace(/^\[|\]$/g, "");
        if (host !== undefined) names.set(host, [...(names.get(host) ?? []), name]);
      }
      look();
    },
    stop: () => cancel(),
  };
}
