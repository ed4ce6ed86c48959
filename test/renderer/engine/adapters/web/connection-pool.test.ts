import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createConnectionPool } from "../../../../../renderer/engine/adapters/web/connection-pool.ts";
import type { LogLine } from "../../../../../shared/contract/wire.ts";

type Made = {
  readonly number: number;
  readonly configuration: RTCConfiguration;
  isClosed: boolean;
  readonly close: () => void;
};

function createPool() {
  const made: Made[] = [];
  const lines: LogLine[] = [];
  const pool = createConnectionPool({
    makeConnection(configuration) {
      if (JSON.stringify(configuration).includes("nonsense")) throw new SyntaxError("not a valid URL");
      const connection: Made = {
        number: made.length + 1,
        configuration,
        isClosed: false,
        close: () => void (connection.isClosed = true),
      };
      made.push(connection);
      return connection as unknown as RTCPeerConnection;
    },
    closeConnection: (connection) => connection.close(),
    log: { write: (line) => void lines.push(line) },
  });
  return {
    pool,
    made,
    lines,
    take: () => (pool.take() as unknown as Made).number,
    open: () => made.filter((one) => !one.isClosed),
  };
}

describe("the pool of prepared connections", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("keeps nothing at rest", () => {
    const { made } = createPool();
    vi.advanceTimersByTime(600_000);
    expect(made).toEqual([]);
  });

  it("keeps two while warm, gathering from the start, and none once cold again", () => {
    const { pool, made, open } = createPool();
    pool.setWarm(true);
    expect(made.map(({ configuration }) => configuration)).toEqual(
      Array.from({ length: 2 }, () => ({
        iceServers: [],
        iceCandidatePoolSize: 1,
        bundlePolicy: "max-bundle",
        rtcpMuxPolicy: "require",
      })),
    );
    pool.setWarm(false);
    vi.advanceTimersByTime(600_000);
    expect({ open: open(), made: made.length }).toEqual({ open: [], made: 2 });
  });

  it("never hands out the same connection twice, makes one when it is empty and fills up in the background", () => {
    const { pool, take } = createPool();
    pool.setWarm(true);
    expect([take(), take(), take()]).toEqual([1, 2, 3]);
    expect(pool.count()).toBe(0);
    vi.advanceTimersByTime(250);
    expect(pool.count()).toBe(2);
    expect([take(), take()]).toEqual([4, 5]);
  });

  it("never closes a connection it has handed out", () => {
    const { pool, made, take } = createPool();
    pool.setWarm(true);
    take();
    pool.discard();
    pool.setWarm(false);
    vi.advanceTimersByTime(60_000);
    expect(made[0]?.isClosed).toBe(false);
  });

  it("replaces what is 30 s old", () => {
    const { pool, open } = createPool();
    pool.setWarm(true);
    vi.advanceTimersByTime(29_999);
    expect(open().map(({ number }) => number)).toEqual([1, 2]);
    vi.advanceTimersByTime(1);
    expect(open().map(({ number }) => number)).toEqual([3, 4]);
  });

  it("drops what is prepared when the addresses changed", () => {
    const { pool, open } = createPool();
    pool.setWarm(true);
    pool.discard();
    expect(open().map(({ number }) => number)).toEqual([3, 4]);
  });

  it("drops what was prepared for other ICE servers", () => {
    const { pool, open } = createPool();
    pool.setWarm(true);
    pool.setIceServers([{ urls: "turn:192.0.2.1", username: "anna", credential: "secret" }]);
    expect(open().map(({ configuration }) => configuration.iceServers)).toEqual(
      Array.from({ length: 2 }, () => [{ urls: "turn:192.0.2.1", username: "anna", credential: "secret" }]),
    );
  });

  it("leaves out an ICE server that the browser would refuse, and says which", () => {
    const { pool, open, lines } = createPool();
    pool.setIceServers([{ urls: "nonsense" }, { urls: "stun:192.0.2.1" }]);
    pool.setWarm(true);
    expect(open().map(({ configuration }) => configuration.iceServers)).toEqual(
      Array.from({ length: 2 }, () => [{ urls: "stun:192.0.2.1" }]),
    );
    expect(lines).toEqual([
      {
        level: "error",
        scope: "media",
        text: "The STUN or TURN server nonsense is left out; correct it in the policy: SyntaxError: not a valid URL",
      },
    ]);
  });
});
