/** What servers answered, in the sentences an administrator reads; and when a server is left alone. */
import { describe, expect, test } from "vitest";
import type { Answer } from "../../../scripts/roster/ask-server.ts";
import { toDifferences, whyStop, type Survey } from "../../../scripts/roster/to-differences.ts";

const known: Answer = { kind: "known", options: 200 };

function survey(name: string, answers: Record<string, Answer>, stopped: string | null = null): Survey {
  return { id: name.toLowerCase(), name, answers: new Map(Object.entries(answers)), stopped };
}

describe("the difference between servers", () => {
  test("is none where all know everybody", () => {
    expect(toDifferences([survey("Main", { "1001": known }), survey("Backup", { "1001": known })])).toEqual([]);
  });

  test("is told by operator, in sentences that say what to do", () => {
    const main = survey("Main", {
      "1001": known,
      "1002": known,
      "1003": { kind: "refused", code: 401, options: 200 },
      "1004": { kind: "unwilling", code: 503 },
      "1005": { kind: "silent" },
      "1006": { kind: "known", options: 401 },
      "1007": { kind: "unreachable", why: "its certificate is not trusted (CERT_HAS_EXPIRED)" },
    });
    const stranger: Answer = { kind: "refused", code: 401, options: 401 };
    const backup = survey("Backup", { "1001": known, "1002": stranger, "1003": stranger });
    const load = (id: string) => `Load pjsip.conf of asterisk/${id} there.`;
    expect(toDifferences([main, backup])).toEqual([
      `1002: Backup does not know this account, and Main does. ${load("backup")}`,
      `1003: Main knows this account with another secret than its document. ${load("main")}`,
      `1003: Backup does not know this account. ${load("backup")}`,
      "1004: Main answered 503, so nothing is known of this account there. Verify again.",
      "1005: Main did not answer. Verify again.",
      "1007: Main could not be asked: its certificate is not trusted (CERT_HAS_EXPIRED). Verify again.",
      "Main answers the probes of 1006 with 401, not 200. Set allow_unauthenticated_options=yes, as in asterisk/main.",
    ]);
  });

  test("is not guessed at where a server challenges every probe", () => {
    const deaf: Answer = { kind: "known", options: 401 };
    const backup = survey("Backup", { "1001": deaf, "1002": { kind: "refused", code: 401, options: 401 } });
    expect(toDifferences([backup])[0]).toBe(
      "1002: Backup refuses this account (401): it is missing there, or has another secret. Load pjsip.conf of asterisk/backup there.",
    );
  });

  test("of a server that was left alone is that alone", () => {
    const refused: Answer = { kind: "refused", code: 401, options: 401 };
    expect(
      toDifferences([survey("Main", { "1001": known }), survey("Backup", { "1001": refused }, "it refused.")]),
    ).toEqual(["Backup: it refused. Load what lies in asterisk/backup there, and verify again."]);
  });
});

describe("a server", () => {
  const of = (count: number, answer: Answer) => new Map(Array.from({ length: count }, (_, at) => [String(at), answer]));
  const refused: Answer = { kind: "refused", code: 401, options: 401 };

  test("is asked no more after 20 refusals without anybody it knows, and goes on being asked where it knows one", () => {
    expect([whyStop(of(19, refused)), whyStop(of(20, refused))?.slice(0, 49)]).toEqual([
      null,
      "it refused the first 20 operators and knew none, ",
    ]);
    expect(whyStop(new Map([...of(40, refused), ["1001", known]]))).toBe(null);
  });

  test("is asked no more when nothing at all comes back", () => {
    expect(whyStop(of(8, { kind: "silent" }))).toBe("it takes connections and does not answer. See whether it runs.");
    expect(whyStop(of(8, { kind: "unreachable", why: "connect ECONNREFUSED" }))).toBe(
      "it cannot be reached: connect ECONNREFUSED. See to its address, its certificate and its pin.",
    );
  });
});
