/** The comparison's page: SIP.js's own SimpleUser as it comes, which registers, dials, and tells how long that took. */
import { Web } from "sip.js";

export type Baseline = {
  /** Connects and registers. */
  readonly register: (line: { url: string; aor: string; user: string; password: string }) => Promise<void>;
  /** Dials and waits until the call is answered or over. */
  readonly dial: (target: string) => Promise<{ how: "answered" | "over"; ms: number }>;
  /** What became of the call so far; null while nothing did. */
  readonly outcome: () => string | null;
  readonly hangUp: () => Promise<void>;
};

declare global {
  interface Window {
    baseline: Baseline;
  }
}

let phone: Web.SimpleUser | null = null;
let outcome: "answered" | "over" | null = null;
let told: (how: "answered" | "over") => void = () => undefined;

function tell(how: "answered" | "over"): void {
  outcome = how;
  told(how);
}

function registered(): Web.SimpleUser {
  if (phone === null) throw new Error("The page was not registered.");
  return phone;
}

window.baseline = {
  async register({ url, aor, user, password }) {
    const userAgentOptions = { authorizationUsername: user, authorizationPassword: password };
    const made = new Web.SimpleUser(url, { aor, userAgentOptions });
    await made.connect();
    const isRegistered = new Promise<void>((resolve) => {
      made.delegate = {
        onRegistered: resolve,
        onCallAnswered: () => tell("answered"),
        onCallHangup: () => tell("over"),
      };
    });
    await made.register();
    await isRegistered;
    phone = made;
  },
  async dial(target) {
    outcome = null;
    const how = new Promise<"answered" | "over">((resolve) => {
      told = resolve;
    });
    const atDial = performance.now();
    await registered()
      .call(target)
      .catch(() => tell("over"));
    return { how: await how, ms: performance.now() - atDial };
  },
  outcome: () => outcome,
  hangUp: () => registered().hangup(),
};
