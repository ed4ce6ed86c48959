/** Turns a run of the comparison into its part of docs/benchmarks.md: per fault one table, one row a softphone. */
import type { PeerFault, PeersRun, PeerTrial } from "./peers-run.ts";

const titles: Record<PeerFault, string> = {
  crash: "The primary crashes (SIGKILL; its host still answers with resets)",
  freeze: "The primary freezes (SIGSTOP; its sockets stay open)",
  blackHole: "The primary is cut off (every packet dropped, as by a pulled cable)",
};

const columns = [
  "dial → ringing",
  "dialled again by hand → ringing",
  "shows the truth",
  "rung through the survivor",
  "shown registered again",
  "rung through it again",
  "dials through it again",
];

export function renderPeers(run: PeersRun): string {
  const faults = [...new Set(run.trials.map(({ fault }) => fault))];
  return [
    "## Side by side",
    "",
    `Measured by \`npm run bench -- --peers\`: one Asterisk pair, and every outage strikes all of them at once. ${size(run)}`,
    "",
    describe(run),
    "",
    "Seconds, smallest to largest. The first two columns count from the first dial, the next from the fault, the last three",
    `from the primary's return after ${run.outageMs / 1_000} s. ">" is how long was looked.`,
    "",
    ...faults.flatMap((fault) => [...renderTable(run, fault), ""]),
    ...notes(run),
    "",
  ].join("\n");
}

function size({ trials, clients }: PeersRun): string {
  const counts = Map.groupBy(trials, ({ fault, client }) => `${fault} ${client}`);
  const sizes = [...counts.values()].map(({ length }) => length);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  return `${clients.length} softphones, n = ${least === most ? least : `${least} to ${most}`} per fault.`;
}

function describe({ circumstances, clients, loadBefore, minutes }: PeersRun): string {
  const { date, machine, versions } = circumstances;
  const own = Object.fromEntries(clients.map(({ name, version }) => [name.replace(/, (?:TCP|UDP)$/u, ""), version]));
  const named = Object.entries({ ...versions, ...own }).map(([name, version]) => `${name} ${version}`);
  const load = `load before the run ${loadBefore}${loadBefore < quietLoad ? "" : ", so the machine was shared"}`;
  return [date, machine, ...named, load, `${minutes} min`].join(" · ");
}

/** Above it, other work was going on all the time. */
const quietLoad = 1;

function renderTable(run: PeersRun, fault: PeerFault): string[] {
  const rows = run.clients.flatMap(({ name }) => {
    const trials = run.trials.filter((trial) => trial.fault === fault && trial.client === name);
    return trials.length === 0 ? [] : [`| ${[name, ...cells(run, trials)].join(" | ")} |`];
  });
  return [
    `**${titles[fault]}**`,
    "",
    `| | ${columns.join(" | ")} |`,
    `|---|${columns.map(() => "--:|").join("")}`,
    ...rows,
  ];
}

function cells(run: PeersRun, trials: readonly PeerTrial[]): string[] {
  const isAtOnce = trials.every(({ truthMs, shownAgainMs }) => truthMs === null && shownAgainMs !== null);
  return [
    dialCell(trials),
    redialCell(run, trials),
    span(
      trials.map(({ truthMs }) => truthMs),
      run.outageMs,
    ),
    ringCell(trials),
    isAtOnce
      ? "never said otherwise"
      : span(
          trials.map(({ shownAgainMs }) => shownAgainMs),
          run.returnMs,
        ),
    span(
      trials.map(({ rungAgainMs }) => rungAgainMs),
      run.returnMs,
    ),
    span(
      trials.map(({ dialledAgainMs }) => dialledAgainMs),
      run.returnMs,
    ),
  ];
}

function dialCell(trials: readonly PeerTrial[]): string {
  const of = (kind: PeerTrial["dial"]["kind"]): number[] =>
    trials.filter(({ dial }) => dial.kind === kind).map(({ dial }) => dial.ms);
  const [rang, failed, silent] = [of("ringing"), of("failed"), of("silent")];
  const parts = [
    ...(rang.length === 0 ? [] : [range(rang)]),
    ...(failed.length === 0 ? [] : [`fails after ${range(failed)}`]),
    ...(silent.length === 0 ? [] : [`silent for ${range(silent)}`]),
  ];
  return parts.join("; ");
}

function redialCell({ outageMs }: PeersRun, trials: readonly PeerTrial[]): string {
  const again = trials.flatMap(({ redial }) => (redial === null ? [] : [redial.ms]));
  return again.length === 0 ? "not needed" : span(again, outageMs);
}

function ringCell(trials: readonly PeerTrial[]): string {
  const atOnce = trials.flatMap(({ incomingMs }) => (incomingMs === null ? [] : [incomingMs]));
  const later = trials.flatMap(({ incomingMs, reachableMs }) =>
    incomingMs !== null || reachableMs === null ? [] : [reachableMs],
  );
  return [
    `${atOnce.length} of ${trials.length}`,
    ...(atOnce.length === 0 ? [] : [` in ${range(atOnce)}`]),
    ...(later.length === 0 ? [] : [`; then ${range(later)} after the fault`]),
  ].join("");
}

/** Values that did not come to pass stand as "> limit". */
function span(values: readonly (number | null)[], limitMs: number): string {
  const known = values.filter((value) => value !== null);
  const beyond = `> ${(limitMs / 1_000).toFixed(0)}`;
  if (known.length === values.length) return range(known);
  if (known.length === 0) return beyond;
  return `${range(known)}; ${beyond} in ${values.length - known.length} of ${values.length}`;
}

function range(values: readonly number[]): string {
  const least = toSeconds(Math.min(...values));
  const most = toSeconds(Math.max(...values));
  return least === most ? least : `${least} to ${most}`;
}

const toSeconds = (ms: number): string => (ms / 1_000).toFixed(ms < 995 ? 2 : 1);

function notes({ clients, missing, reactionMs, trials }: PeersRun): string[] {
  const moved = trials.filter(({ dial }) => dial.through === "backup");
  const movers = [...new Set(moved.map(({ client }) => client))];
  return [
    ...clients.map(({ name, command, settings }) => `- **${name}**: \`${command}\`; ${settings}.`),
    ...missing.map((one) => `- Left out: ${one}.`),
    "- Each softphone is started afresh for every outage, registered on both servers, has dialled twice, and has an account" +
      " of its own. They dial 0.5 s after the fault and in steps of half a second, in an order that changes.",
    `- Went to the other server by itself in a dial: ${movers.join(", ") || "none"}. By hand: ` +
      `${reactionMs / 1_000} s after the dial failed the operator chooses the other account and dials again.`,
    "- Shows the truth: from when it no longer says that it is registered on the dead server (`reginfo` without OK," +
      " `register-status` not Ok, `onUnregistered` or `onServerDisconnect`, a server not `ready`), looked at every 0.25 s.",
    "- Rung through the survivor: a call from outside 8 to 11 s after the fault, how often it rang and how soon after it was" +
      " placed. One that does not ring is placed again every 6 s.",
    "- After the return a call from outside and a dial as it comes take turns, some 2 s apart; a dial that is silent for 5 s" +
      " is hung up. Until the primary has been well for 30 s (`failbackAfterMs`) Tandem's dials ring through the backup, by" +
      " intent; and it comes back late by intent, so that thousands of seats do not come at once. The others dial through" +
      " the account that comes first, well or not.",
  ];
}
