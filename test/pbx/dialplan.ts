/** What the server does with a number that is dialled: the numbers of the two Asterisk servers, as far as they go. */
import type { Program } from "./voice/voice.ts";

export type Plan =
  | {
      readonly kind: "answer";
      /** 0: at once, without ringing. */
      readonly ringMs: number;
      readonly program: Program;
      /** Null: the caller hangs up. */
      readonly talkMs: number | null;
    }
  | { readonly kind: "ring"; readonly ringMs: number; readonly code: number }
  | { readonly kind: "reject"; readonly code: number }
  | { readonly kind: "dial"; readonly user: string; readonly ringMs: number };

const answer = (program: Program, ringMs = 0, talkMs: number | null = null): Plan => ({
  kind: "answer",
  ringMs,
  program,
  talkMs,
});

/** @param users who can be dialled by name. */
export function planFor(number: string, users: ReadonlySet<string>): Plan {
  if (users.has(number)) return { kind: "dial", user: number, ringMs: 20_000 };
  switch (number) {
    case "600":
    case "607":
      return answer("echo");
    case "601":
      return { kind: "ring", ringMs: 30_000, code: 480 };
    case "602":
      return { kind: "reject", code: 486 };
    case "603":
      return answer("echo", 2_000);
    case "604":
    case "611":
    case "612":
      return answer("tone");
    case "605":
      return { kind: "reject", code: 503 };
    case "606":
      return answer("tone", 0, 3_000);
    case "608":
      return answer("echo", 500);
    default:
      return { kind: "reject", code: 404 };
  }
}
