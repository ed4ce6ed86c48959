/** Prepared PeerConnections whose addresses are already gathered, so that a dial does not wait for them. */
import type { IceServer } from "../../../../shared/model/phone-config.ts";
import type { LogPort } from "../../ports/log.ts";

export type ConnectionPool = {
  /** A connection of the caller's own, prepared if there is one; it is never handed out twice. */
  readonly take: () => RTCPeerConnection;
  /** Whether connections are kept prepared; going cold drops them. */
  readonly setWarm: (isWarm: boolean) => void;
  /** Drops what is prepared, because the addresses changed; made anew while warm. */
  readonly discard: () => void;
  readonly setIceServers: (iceServers: readonly IceServer[]) => void;
  /** How many are prepared now. */
  readonly count: () => number;
};

/** A call and its first failover. */
const wantedCount = 2;
/** A prepared address may be gone when it is old, and a NAT's mapping too. */
const oldestMs = 30_000;
/** Making a connection takes the main thread for milliseconds: let the offer that took one leave first. */
const refillAfterMs = 250;

type Prepared = { readonly connection: RTCPeerConnection; readonly expiry: ReturnType<typeof setTimeout> };

export type ConnectionPoolParts = {
  readonly makeConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  readonly closeConnection: (connection: RTCPeerConnection) => void;
  readonly log: LogPort;
};

export function createConnectionPool({ makeConnection, closeConnection, log }: ConnectionPoolParts): ConnectionPool {
  const prepared: Prepared[] = [];
  let iceServers: RTCIceServer[] = [];
  let isWarm = false;
  let refill: ReturnType<typeof setTimeout> | undefined;

  /** With a pool size of one Chromium gathers at construction, for the one transport that max-bundle leaves. */
  const make = () =>
    makeConnection({ iceServers, iceCandidatePoolSize: 1, bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });

  function fill(): void {
    clearTimeout(refill);
    if (!isWarm) return;
    while (prepared.length < wantedCount) {
      const connection = make();
      const expiry = setTimeout(() => {
        prepared.splice(
          prepared.findIndex((one) => one.connection === connection),
          1,
        );
        closeConnection(connection);
        fill();
      }, oldestMs);
      prepared.push({ connection, expiry });
    }
  }

  function drop(): void {
    for (const { connection, expiry } of prepared.splice(0)) {
      clearTimeout(expiry);
      closeConnection(connection);
    }
  }

  /** The browser refuses an address it cannot read only when a connection is made, and then that call would fail. */
  function isAccepted(server: RTCIceServer): boolean {
    try {
      closeConnection(makeConnection({ iceServers: [server] }));
      return true;
    } catch (error) {
      const text = `The STUN or TURN server ${String(server.urls)} is left out; correct it in the policy: ${String(error)}`;
      log.write({ level: "error", scope: "media", text });
      return false;
    }
  }

  function discard(): void {
    drop();
    fill();
  }

  return {
    take() {
      const oldest = prepared.shift();
      if (oldest === undefined) return make();
      clearTimeout(oldest.expiry);
      clearTimeout(refill);
      refill = setTimeout(fill, refillAfterMs);
      return oldest.connection;
    },
    setWarm(warm) {
      isWarm = warm;
      if (isWarm) fill();
      else drop();
    },
    discard,
    setIceServers(servers) {
      iceServers = servers.map(toRtcIceServer).filter(isAccepted);
      discard();
    },
    count: () => prepared.length,
  };
}

function toRtcIceServer({ urls, username, credential }: IceServer): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
