/** The comparison's page: SIP.js's own SimpleUser, which registers, dials, and tells what happened and how long it took. */
import { Web } from "sip.js";

export type BaselineLine = {
  readonly url: string;
  readonly aor: string;
  readonly user: string;
  readonly password: string;
  /** SimpleUser's own options and its Registerer's; left out, they are as they come. */
  readonly reconnectionAttempts?: number;
  readonly expiresS?: number;
};

/** What SimpleUser's delegate is told, and the 18x of a dial; instants are epoch ms. */
export type BaselineNews = {
  readonly at: number;
  readonly kind: "registered" | "unregistered" | "disconnected" | "rung" | "dialRinging" | "dialOver";
};

export type Baseline = {
  /** Connects and registers. */
  readonly register: (line: BaselineLine) => Promise<void>;
  /** Dials and waits until the call is answered or over. */
  readonly dial: (target: string) => Promise<{ how: "answered" | "over"; ms: number }>;
  /** What became of the call so far; null while nothing did. */
  readonly outcome: () => string | null;
  /** Everything told so far, oldest first. */
  readonly news: () => readonly BaselineNews[];
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

const news: BaselineNews[] = [];

function note(kind: BaselineNews["kind"]): void {
  news.push({ at: Date.now(), kind });
}

function registered(): Web.SimpleUser {
  if (phone === null) throw new Error("The page was not registered.");
  return phone;
}

window.baseline = {
  async register({ url, aor, user, password, reconnectionAttempts, expiresS }) {
    const made = new Web.SimpleUser(url, {
      aor,
      userAgentOptions: { authorizationUsername: user, authorizationPassword: password },
      ...(reconnectionAttempts === undefined ? {} : { reconnectionAttempts }),
      ...(expiresS === undefined ? {} : { registererOptions: { expires: expiresS } }),
    });
    await made.connect();
    const isRegistered = new Promise<void>((resolve) => {
      made.delegate = {
        onRegistered: () => {
          note("registered");
          resolve();
        },
        onUnregistered: () => note("unregistered"),
        onServerDisconnect: () => note("disconnected"),
        onCallReceived: () => note("rung"),
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
      .call(target, undefined, { requestDelegate: { onProgress: () => note("dialRinging") } })
      .catch(() => tell("over"));
    const end = await how;
    if (end === "over") note("dialOver");
    return { how: end, ms: performance.now() - atDial };
  },
  outcome: () => outcome,
  news: () => news,
  hangUp: () => registered().hangup(),
};
