/** What a look at this phone's servers came to, step by step; the report, the file and the exit code are made of it. */
export const serverSteps = ["name", "route", "tcp", "tls", "upgrade", "register", "options", "clock"] as const;
export type ServerStep = (typeof serverSteps)[number];

/** What needs the engine's page, which has the sound and the voice's sockets. */
export const seatSteps = ["microphone", "ice"] as const;
export type SeatStep = (typeof seatSteps)[number];

export type StepState = "ok" | "warning" | "failed" | "notTried";

export type Step = {
  readonly kind: ServerStep | SeatStep | "call";
  readonly state: StepState;
  /** Null where nothing was tried. */
  readonly ms: number | null;
  /** What was found, in a few words. */
  readonly found: string;
  /** One sentence: what is amiss, what it means for calls, what to do. */
  readonly trouble: string | null;
};

export type ServerDiagnosis = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly url: string;
  readonly steps: readonly Step[];
};

export type Diagnosis = {
  readonly at: number;
  readonly tandem: string;
  /** Where the document came from, and what was wrong with it; null: nothing was. */
  readonly configuration: { readonly source: string; readonly problem: string | null };
  /** Newer versions: what is offered, and who installs it. */
  readonly updates: string;
  readonly servers: readonly ServerDiagnosis[];
  /** What is this computer's own. */
  readonly seat: readonly Step[];
};

/** What one step found; the time it took is added by whoever ran it. */
export type Finding = Pick<Step, "state" | "found" | "trouble">;

export const fine = (found: string): Finding => ({ state: "ok", found, trouble: null });
export const doubtful = (found: string, trouble: string): Finding => ({ state: "warning", found, trouble });
export const failed = (found: string, trouble: string): Finding => ({ state: "failed", found, trouble });

export function notTried(kind: Step["kind"], why: string): Step {
  return { kind, state: "notTried", ms: null, found: why, trouble: null };
}

export function hasFailed({ servers, seat }: Pick<Diagnosis, "servers" | "seat">): boolean {
  return [...servers.flatMap(({ steps }) => steps), ...seat].some(({ state }) => state === "failed");
}
