/** What happens to a fleet: which fault strikes which servers at the same instant, when it is over, and who was talking. */
import type { FailoverPolicy } from "../../shared/model/failover-policy.ts";

export type HerdScenario = {
  /** In a file's name and on its plot. */
  readonly id: string;
  readonly title: string;
  readonly fault: "kill" | "freeze" | "cutOff" | "dropSockets" | "start";
  readonly servers: readonly ("main" | "backup")[];
  /** How long the fault lasts, or how long it takes until all have started, s; 0: it is over as soon as it has happened. */
  readonly lastsS: number;
  /** Share of the seats that talk through the main server when it happens. */
  readonly talkingShare: number;
  readonly rescue: FailoverPolicy["rescue"];
  /** How long the fleet is watched after the end of the fault, s. */
  readonly watchedS: number;
};

const resting = { talkingShare: 0, rescue: "ask", servers: ["main"], fault: "kill" } as const;

/** Longest wait while another server rings the seat, and what a last try may add. */
const patientS = 140;

export const herdScenarios: readonly HerdScenario[] = [
  { ...resting, id: "main-killed-5s", title: "Main killed, back after 5 s", lastsS: 5, watchedS: 60 },
  { ...resting, id: "main-killed-60s", title: "Main killed, back after 60 s", lastsS: 60, watchedS: 100 },
  { ...resting, id: "main-killed-10min", title: "Main killed, back after 10 min", lastsS: 600, watchedS: patientS },
  {
    ...resting,
    id: "main-killed-talking",
    title: "Main killed with a quarter of the seats talking, back after 10 s; operators call back",
    talkingShare: 0.25,
    lastsS: 10,
    watchedS: 60,
  },
  {
    ...resting,
    id: "main-killed-auto-rescue",
    title: "Main killed with a quarter of the seats talking, back after 10 s; calls redialled by policy",
    talkingShare: 0.25,
    rescue: "auto",
    lastsS: 10,
    watchedS: 60,
  },
  {
    ...resting,
    id: "sockets-dropped-talking",
    title: "Every socket to main dropped at once with a quarter talking; main takes new ones at once",
    fault: "dropSockets",
    talkingShare: 0.25,
    lastsS: 0,
    watchedS: 60,
  },
  {
    ...resting,
    id: "main-frozen-60s",
    title: "Main frozen, thawed after 60 s",
    fault: "freeze",
    lastsS: 60,
    watchedS: 100,
  },
  {
    ...resting,
    id: "main-cut-off-60s",
    title: "Main cut off, in reach again after 60 s",
    fault: "cutOff",
    lastsS: 60,
    watchedS: 100,
  },
  {
    ...resting,
    id: "both-killed-5s",
    title: "Both killed, both back after 5 s",
    servers: ["main", "backup"],
    lastsS: 5,
    watchedS: 60,
  },
  {
    ...resting,
    id: "both-killed-60s",
    title: "Both killed, both back after 60 s",
    servers: ["main", "backup"],
    lastsS: 60,
    watchedS: 60,
  },
  {
    ...resting,
    id: "start-within-10s",
    title: "The power is back: all seats start within 10 s",
    fault: "start",
    servers: [],
    lastsS: 10,
    watchedS: 40,
  },
  {
    ...resting,
    id: "start-in-one-instant",
    title: "All seats start in the same instant (watched, not promised)",
    fault: "start",
    servers: [],
    lastsS: 0,
    watchedS: 60,
  },
];
