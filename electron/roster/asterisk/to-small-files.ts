/** The small files of one server: WebSocket, queues, mailboxes, parking. */
import type { SiteServer } from "../site-document.ts";
import { toNameOfCaller, writeFile, writeSection, type Setting } from "./config-text.ts";
import { secretOf, type Roster } from "./roster.ts";

/** Asterisk's own default is 100; a seat that comes back holds two for a moment. */
const sessionsBesideSeats = 100;
const sessionsOfSeat = 2;

export function toHttp({ operators }: Roster, server: SiteServer): string {
  const port = URL.parse(server.url)?.port;
  const keys = `/etc/asterisk/keys/${server.id}`;
  return writeFile(
    "http-own.conf",
    writeSection("general", [
      ["enabled", "yes"],
      // Without TLS it is there for the server itself alone.
      ["bindaddr", server.listen.startsWith("127.") ? server.listen : "127.0.0.1"],
      ["tlsenable", "yes"],
      ["tlsbindaddr", `${server.listen}:${port === undefined || port === "" ? 443 : port}`],
      ["tlscertfile", server.certificate ?? `${keys}.crt`],
      ["tlsprivatekey", server.key ?? `${keys}.key`],
      ["sessionlimit", sessionsBesideSeats + sessionsOfSeat * operators.length],
      ["session_inactivity", 30_000],
      ["session_keep_alive", 15_000],
    ]),
  );
}

/** A seat that let a call of the queue ring is paused, and says so; whose line died under a call is put right by Tandem. */
const ofQueues: readonly Setting[] = [
  ["timeout", 15],
  ["retry", 2],
  ["ringinuse", "no"],
  ["autopause", "yes"],
  ["joinempty", "unavailable,invalid"],
  ["leavewhenempty", "unavailable,invalid"],
];

export function toQueues({ site, operators }: Roster): string {
  return writeFile(
    "queues-own.conf",
    writeSection("general", [
      ["persistentmembers", "yes"],
      ["autofill", "yes"],
    ]),
    writeSection("queue", ofQueues, "!"),
    ...site.queues.map(({ id, strategy, members }) => {
      const always = members === "always" ? operators.filter(({ queues }) => queues.includes(id)) : [];
      const lines = always.map(({ extension }) => ["member", `PJSIP/${extension}`] as const);
      return writeSection(id, [["strategy", strategy], ...lines], "queue");
    }),
  );
}

export function toVoicemail(roster: Roster): string {
  return writeFile(
    "voicemail-own.conf",
    writeSection("general", [
      ["format", "wav"],
      ["maxmsg", 100],
      ["maxsecs", 300],
      ["minsecs", 2],
    ]),
    writeSection(
      "default",
      roster.operators.map((operator) => [
        operator.extension,
        `${secretOf(roster, operator).pin},${toNameOfCaller(operator.name)}`,
      ]),
    ),
  );
}

/** @returns null where nothing is parked. */
export function toParking({ site: { parking } }: Roster): string | null {
  if (parking === undefined) return null;
  return writeFile(
    "res_parking-own.conf",
    writeSection("general", []),
    writeSection("default", [
      ["parkext", parking.number],
      ["parkpos", `${parking.slots.at(0) ?? ""}-${parking.slots.at(-1) ?? ""}`],
      ["context", "parkedcalls"],
      ["parkingtime", 120],
      ["parkinghints", "yes"],
      ["comebacktoorigin", "yes"],
    ]),
  );
}
