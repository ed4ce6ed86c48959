/** From what the servers answered to sentences: what is not alike, and what to do about it. */
import { assertNever } from "../../shared/lib/assert-never.ts";
import type { Answer } from "./ask-server.ts";

/** What one server answered, by account. */
export type Survey = {
  readonly id: string;
  readonly name: string;
  readonly answers: ReadonlyMap<string, Answer>;
  /** Why it was asked no further; null: it was asked about everybody. */
  readonly stopped: string | null;
};

/** So many refusals without one account that is known, and a server is asked no more: fail2ban would ban the office. */
const mostRefused = 20;
/** So many tries without any answer. */
const mostUnanswered = 8;

/** @returns why a server that answered so is asked no more; null: it is. */
export function whyStop(answers: ReadonlyMap<string, Answer>): string | null {
  const all = [...answers.values()];
  if (all.some(({ kind }) => kind === "known" || kind === "unwilling")) return null;
  const refused = all.filter(({ kind }) => kind === "refused").length;
  if (refused >= mostRefused) {
    return `it refused the first ${refused} operators and knew none, so it was asked no more: fail2ban would ban this computer.`;
  }
  const last = all.at(-1);
  if (refused > 0 || all.length < mostUnanswered || last === undefined) return null;
  return last.kind === "unreachable"
    ? `it cannot be reached: ${last.why}. See to its address, its certificate and its pin.`
    : "it takes connections and does not answer. See whether it runs.";
}

/** @returns nothing where all servers know everybody alike. */
export function toDifferences(surveys: readonly Survey[]): string[] {
  const stopped = surveys.flatMap(({ name, stopped: why, id }) =>
    why === null ? [] : [`${name}: ${why} Load what lies in asterisk/${id} there, and verify again.`],
  );
  const users = [...new Set(surveys.flatMap(({ answers }) => [...answers.keys()]))].toSorted();
  const ofUsers = users.flatMap((user) =>
    surveys.flatMap((survey) => {
      const answer = survey.stopped === null ? survey.answers.get(user) : undefined;
      const said = answer === undefined ? null : describe(answer, survey, knownElsewhere(user, survey, surveys));
      return said === null ? [] : [`${user}: ${said}`];
    }),
  );
  return [...stopped, ...ofUsers, ...surveys.flatMap(describeProbes)];
}

function knownElsewhere(user: string, survey: Survey, surveys: readonly Survey[]): string {
  const others = surveys.filter((one) => one !== survey && one.answers.get(user)?.kind === "known");
  return others.length === 0 ? "" : `, and ${others.map(({ name }) => name).join(" and ")} does`;
}

function describe(answer: Answer, survey: Survey, elsewhere: string): string | null {
  const { name, id } = survey;
  const reload = `Load pjsip.conf of asterisk/${id} there.`;
  switch (answer.kind) {
    case "known":
      return null;
    case "refused":
      if (answer.options === 200) return `${name} knows this account with another secret than its document. ${reload}`;
      if (answer.options !== null && answersStrangers(survey))
        return `${name} does not know this account${elsewhere}. ${reload}`;
      return `${name} refuses this account (${answer.code}): it is missing there, or has another secret. ${reload}`;
    case "unwilling":
      return `${name} answered ${answer.code}, so nothing is known of this account there. Verify again.`;
    case "unreachable":
      return `${name} could not be asked: ${answer.why}. Verify again.`;
    case "silent":
      return `${name} did not answer. Verify again.`;
    default:
      return assertNever(answer);
  }
}

/** Whether it answers a probe of an account that it knows without a challenge, so that a challenge means it does not. */
function answersStrangers({ answers }: Survey): boolean {
  return [...answers.values()].some((answer) => answer.kind === "known" && answer.options === 200);
}

/** A server that is stopping gracefully says so by 503 only where probes are not challenged. */
function describeProbes({ name, answers, id }: Survey): string[] {
  const challenged = [...answers].filter(([, answer]) => answer.kind === "known" && answer.options !== 200);
  const [first] = challenged;
  if (first === undefined) return [];
  const whom = challenged.length === 1 ? first[0] : `${first[0]} and ${challenged.length - 1} more`;
  const said = first[1].kind === "known" ? (first[1].options ?? "nothing") : "nothing";
  return [
    `${name} answers the probes of ${whom} with ${said}, not 200. Set allow_unauthenticated_options=yes, as in asterisk/${id}.`,
  ];
}
