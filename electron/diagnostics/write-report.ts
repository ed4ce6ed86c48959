/** A diagnosis as plain text: one line for each step, and under one with trouble the sentence about it. */
import { hasFailed, type Diagnosis, type Step } from "./diagnosis.ts";

const names: Record<Step["kind"], string> = {
  name: "Name",
  route: "Route",
  tcp: "TCP",
  tls: "TLS",
  upgrade: "WebSocket",
  register: "REGISTER",
  options: "OPTIONS",
  clock: "Clock",
  microphone: "Microphone",
  ice: "ICE",
  call: "Test call",
};

const states: Record<Step["state"], string> = {
  ok: "ok",
  warning: "warning",
  failed: "failed",
  notTried: "not tried",
};

export function writeReport(diagnosis: Diagnosis): string {
  const { at, tandem, configuration, updates, servers, seat } = diagnosis;
  const lines = [
    `Tandem ${tandem}, ${new Date(at).toISOString()}`,
    `Configuration: ${configuration.source}`,
    ...(configuration.problem === null ? [] : [`  ${configuration.problem}`]),
    `Newer versions: ${updates}`,
    ...servers.flatMap(({ name, role, url, steps }) => ["", `${name} (${role}) ${url}`, ...steps.flatMap(toLines)]),
    ...(seat.length === 0 ? [] : ["", "This computer", ...seat.flatMap(toLines)]),
    "",
    summarize(diagnosis),
  ];
  return `${lines.join("\n")}\n`;
}

function toLines({ kind, state, ms, found, trouble }: Step): string[] {
  const took = ms === null ? "" : `${ms} ms`;
  const line = `  ${names[kind].padEnd(11)}${states[state].padEnd(10)}${took.padStart(8)}  ${found}`.trimEnd();
  return trouble === null ? [line] : [line, `    ${trouble}`];
}

function summarize(diagnosis: Diagnosis): string {
  const steps = [...diagnosis.servers.flatMap(({ steps }) => steps), ...diagnosis.seat];
  const count = (state: Step["state"]) => steps.filter((step) => step.state === state).length;
  const counted = `${count("ok")} ok, ${count("warning")} warning, ${count("failed")} failed, ${count("notTried")} not tried`;
  if (diagnosis.servers.length === 0) return "There is no usable configuration, so there was nothing to look at.";
  return `${hasFailed(diagnosis) ? "Something failed" : "All that was tried is well"}: ${counted}.`;
}
