/**
 * The company's directory over LDAP (RFC 4511), read and never written. It is asked where it was said to be, and nowhere
 * else: a referral is not followed, for it could send a question, and a password, to whomever it names.
 */
import { getCACertificates, type ConnectionOptions } from "node:tls";
import { Client, InvalidCredentialsError } from "ldapts";
import type { Cancel, Clock } from "../../../shared/lib/clock.ts";
import { toErrorText } from "../../../shared/lib/error-text.ts";
import type { Log } from "../../../shared/lib/log.ts";
import type { Person } from "../../../shared/model/contact.ts";
import type { DirectoryPolicy } from "../../../shared/model/directory-policy.ts";
import { toNumberFilter, toSearchFilter } from "./to-filter.ts";
import { attributesOf, toPerson } from "./to-person.ts";

/** `away`: no server answered, or not in time. */
export type DirectoryAnswer =
  | { readonly kind: "found"; readonly people: readonly Person[]; readonly hasMore: boolean }
  | { readonly kind: "away" };

export type Directory = {
  readonly find: (text: string) => Promise<DirectoryAnswer>;
  /** @param spellings of one number. */
  readonly findNumber: (spellings: readonly string[]) => Promise<DirectoryAnswer>;
  readonly stop: () => void;
};

export type DirectoryNeeds = {
  readonly policy: DirectoryPolicy;
  readonly clock: Pick<Clock, "now" | "after">;
  readonly log: Log;
  /** What a server's certificate is held against; the system's own store unless a test says otherwise. */
  readonly trust?: ConnectionOptions;
};

/** An idle connection is closed after this long, ms. */
const idleMs = 60_000;
/** A directory that was away is left alone this long, ms: nobody waits for it at every letter. */
const restMs = 5_000;
/** One that refused the password, this long: a service account that is tried at every letter is soon locked for the whole company. */
const refusedRestMs = 900_000;

/** One connection, from the moment it is opened; every question that comes meanwhile goes over it. */
type Connection = { readonly url: string; readonly client: Client; readonly bound: Promise<void>; isOpening: boolean };

export function createDirectory({ policy, clock, log, trust = systemTrust() }: DirectoryNeeds): Directory {
  let connection: Connection | null = null;
  let atAwayUntil = 0;
  let cancelIdle: Cancel = () => undefined;

  async function ask(filter: string): Promise<DirectoryAnswer> {
    if (clock.now() < atAwayUntil) return { kind: "away" };
    const atLatest = clock.now() + policy.timeoutMs;
    for (const url of policy.urls) {
      const leftMs = atLatest - clock.now();
      if (leftMs <= 0) break;
      const asked = connect(url, leftMs);
      try {
        return await search(asked, filter, leftMs);
      } catch (error) {
        drop(asked);
        if (error instanceof InvalidCredentialsError) return refused(asked.url);
        log.warn(`the directory at ${asked.url} did not answer: ${toErrorText(error)}`);
      }
    }
    return rest(restMs);
  }

  function refused(url: string): DirectoryAnswer {
    log.error(
      `the directory at ${url} refused bindDn or password; it is left alone for ${refusedRestMs / 60_000} minutes, or until the document has another`,
    );
    return rest(refusedRestMs);
  }

  function rest(ms: number): DirectoryAnswer {
    atAwayUntil = Math.max(atAwayUntil, clock.now() + ms);
    return { kind: "away" };
  }

  async function search({ client, bound }: Connection, filter: string, leftMs: number): Promise<DirectoryAnswer> {
    await inTime(bound, leftMs);
    const { searchEntries } = await inTime(
      client.search(policy.base, {
        scope: "sub",
        filter,
        attributes: attributesOf(policy.attributes),
        sizeLimit: policy.mostEntries,
        timeLimit: Math.ceil(policy.timeoutMs / 1_000),
      }),
      leftMs,
    );
    cancelIdle();
    cancelIdle = clock.after(idleMs, close);
    const people = searchEntries.flatMap((entry) => toPerson(entry, policy.attributes) ?? []);
    return { kind: "found", people, hasMore: searchEntries.length >= policy.mostEntries };
  }

  /** @returns the connection that is there, to whichever server, or a new one. */
  function connect(url: string, leftMs: number): Connection {
    if (connection !== null && isUsable(connection)) return connection;
    close();
    const client = new Client({ url, timeout: policy.timeoutMs, connectTimeout: leftMs, ...toTls(url) });
    const fresh: Connection = { url, client, bound: client.bind(policy.bindDn, policy.password), isOpening: true };
    const opened = () => void (fresh.isOpening = false);
    fresh.bound.then(opened, opened);
    connection = fresh;
    return fresh;
  }

  const isUsable = ({ client, isOpening }: Connection) => isOpening || (client.isConnected && client.isBound);

  const toTls = (url: string) => (url.startsWith("ldaps:") ? { tlsOptions: trust } : {});

  /** However a server dawdles, whoever asked hears in time. */
  async function inTime<Value>(work: Promise<Value>, ms: number): Promise<Value> {
    const late = Promise.withResolvers<never>();
    const cancel = clock.after(ms, () => late.reject(new Error(`no answer within ${ms} ms`)));
    return Promise.race([work, late.promise]).finally(cancel);
  }

  function close(): void {
    cancelIdle();
    if (connection !== null) drop(connection);
  }

  function drop(dropped: Connection): void {
    dropped.client.unbind().catch(() => undefined);
    if (connection === dropped) connection = null;
  }

  return {
    find: (text) => ask(toSearchFilter(policy.filter, text)),
    findNumber: (spellings) => ask(toNumberFilter(policy.numberFilter, spellings)),
    stop: close,
  };
}

/** What the system trusts, beside what Node brings: a company's own authority stands there. */
function systemTrust(): ConnectionOptions {
  return { ca: [...getCACertificates("bundled"), ...getCACertificates("system"), ...getCACertificates("extra")] };
}
