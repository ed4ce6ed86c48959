/**
 * The WebSockets of one server: one current, numbered by the core, and beside it older ones that live on only for the
 * Call-IDs pinned to them. A thawed server that finds the socket of an INVITE gone rings the callee for the full dial
 * time, so that INVITE keeps its way back until its end or 32 s. Those that still connect when the core opens another go
 * on beside it, for the older one may be the first to get through.
 */
import type { ConnectionNumber } from "../../core/sip-vocabulary.ts";

export type CreateWebSocket = (url: string, protocol: string) => WebSocket;

export type SocketWatcher = {
  readonly onOpened: (connection: ConnectionNumber) => void;
  /** The current socket closed by itself; `code` is null when it never opened. */
  readonly onClosed: (connection: ConnectionNumber, code: number | null) => void;
  readonly onSent: (text: string, connection: ConnectionNumber) => void;
  readonly onReceived: (text: string, connection: ConnectionNumber, isCurrent: boolean) => void;
  /** An older socket ended before the Call-IDs it was kept for. */
  readonly onOrphaned: (callIds: readonly string[]) => void;
};

export type SocketSet = {
  /**
   * Opens a fresh socket at once, whatever state the one before is in. One that is still connecting goes on beside it,
   * and serves under the new number if it opens first.
   */
  readonly open: (connection: ConnectionNumber) => void;
  /** Gives up the current socket; `onClosed` is not called for it. */
  readonly close: () => void;
  /** Makes the socket that was given up last the current one again, where pins have kept it and no other was opened. */
  readonly takeBack: () => void;
  /** @returns false when no open socket could take the message. */
  readonly send: (text: string, callId: string | null) => boolean;
  readonly isOpen: () => boolean;
  readonly connection: () => ConnectionNumber | null;
  /** Messages of this Call-ID stay on the socket that is current now, as long as it is open. */
  readonly pin: (callId: string) => void;
  readonly unpin: (callId: string) => void;
  readonly isPinned: (callId: string) => boolean;
  readonly countOpen: () => number;
  readonly dispose: () => void;
};

type Flow = {
  connection: ConnectionNumber;
  readonly socket: WebSocket | null;
  hasOpened: boolean;
  isDead: boolean;
  lingerTimer: ReturnType<typeof setTimeout> | null;
};

/** 64·T1: after that no transaction of RFC 3261 is still alive. */
export const longestLingerMs = 32_000;

/** A connecting socket that others were opened beside is given up after this. */
const longestConnectMs = 6_000;
/** The oldest have come farthest; more would only be a burden to a server that is slow. */
const mostStragglers = 2;

export function createSocketSet(url: string, createWebSocket: CreateWebSocket, watcher: SocketWatcher): SocketSet {
  let current: Flow | null = null;
  let givenUp: Flow | null = null;
  const lingering = new Set<Flow>();
  const stragglers = new Set<Flow>();
  const pins = new Map<string, Flow>();

  const isUsable = (flow: Flow | null): flow is Flow =>
    flow !== null && !flow.isDead && flow.socket !== null && flow.socket.readyState === 1;
  const pinnedTo = (flow: Flow) => [...pins].flatMap(([callId, pinned]) => (pinned === flow ? [callId] : []));
  const isPinnedTo = (flow: Flow) => pinnedTo(flow).length > 0;

  const kill = (flow: Flow) => {
    flow.isDead = true;
    lingering.delete(flow);
    stragglers.delete(flow);
    if (flow.lingerTimer !== null) clearTimeout(flow.lingerTimer);
    for (const callId of pinnedTo(flow)) pins.delete(callId);
    try {
      // Not awaited: Chromium waits up to 60 s for the other side of the handshake.
      flow.socket?.close(1000);
    } catch {
      flow.isDead = true;
    }
  };

  const killStragglers = () => {
    for (const flow of stragglers) kill(flow);
  };

  const overtake = (flow: Flow) => {
    current = null;
    if (stragglers.size >= mostStragglers) return kill(flow);
    stragglers.add(flow);
    flow.lingerTimer = setTimeout(() => kill(flow), longestConnectMs);
  };

  const onOpened = (flow: Flow) => {
    if (flow.isDead) return;
    const late = current;
    if (stragglers.delete(flow) && late !== null) {
      flow.connection = late.connection;
      kill(late);
    }
    if (flow.lingerTimer !== null) clearTimeout(flow.lingerTimer);
    current = flow;
    killStragglers();
    flow.hasOpened = true;
    watcher.onOpened(flow.connection);
  };

  const retire = () => {
    const flow = current;
    current = null;
    if (flow === null) return;
    if (!isUsable(flow) || !isPinnedTo(flow)) return kill(flow);
    lingering.add(flow);
    flow.lingerTimer = setTimeout(() => endLingering(flow), longestLingerMs);
  };

  const endLingering = (flow: Flow) => {
    const callIds = pinnedTo(flow);
    kill(flow);
    if (callIds.length > 0) watcher.onOrphaned(callIds);
  };

  const onClosed = (flow: Flow, code: number) => {
    if (flow.isDead) return;
    if (flow !== current) return endLingering(flow);
    current = null;
    kill(flow);
    watcher.onClosed(flow.connection, flow.hasOpened ? code : null);
  };

  const onMessage = (flow: Flow, data: unknown) => {
    if (flow.isDead) return;
    const text = typeof data === "string" ? data : data instanceof ArrayBuffer ? new TextDecoder().decode(data) : "";
    if (text.trim() === "") return;
    watcher.onReceived(text, flow.connection, flow === current);
  };

  const connect = (connection: ConnectionNumber): Flow => {
    let socket: WebSocket | null = null;
    try {
      socket = createWebSocket(url, "sip");
    } catch {
      socket = null;
    }
    const flow: Flow = { connection, socket, hasOpened: false, isDead: false, lingerTimer: null };
    if (socket === null) {
      queueMicrotask(() => onClosed(flow, 1006));
      return flow;
    }
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => onOpened(flow));
    socket.addEventListener("message", (event) => onMessage(flow, event.data));
    socket.addEventListener("close", (event) => onClosed(flow, event.code));
    return flow;
  };

  const choose = (callId: string | null): Flow | null => {
    const pinned = callId === null ? undefined : pins.get(callId);
    return pinned !== undefined && isUsable(pinned) ? pinned : current;
  };

  return {
    open(connection) {
      if (current !== null && !current.hasOpened && !current.isDead) overtake(current);
      else retire();
      givenUp = null;
      current = connect(connection);
    },
    close() {
      givenUp = current;
      retire();
      killStragglers();
    },
    takeBack() {
      const flow = givenUp;
      if (flow === null || !lingering.has(flow) || !isUsable(flow)) return;
      lingering.delete(flow);
      if (flow.lingerTimer !== null) clearTimeout(flow.lingerTimer);
      current = flow;
    },
    send(text, callId) {
      const flow = choose(callId);
      if (!isUsable(flow)) return false;
      try {
        flow.socket?.send(text);
      } catch {
        return false;
      }
      watcher.onSent(text, flow.connection);
      return true;
    },
    isOpen: () => isUsable(current),
    connection: () => current?.connection ?? null,
    pin(callId) {
      if (isUsable(current) && !pins.has(callId)) pins.set(callId, current);
    },
    unpin(callId) {
      const flow = pins.get(callId);
      pins.delete(callId);
      if (flow !== undefined && lingering.has(flow) && !isPinnedTo(flow)) kill(flow);
    },
    isPinned: (callId) => pins.has(callId),
    countOpen: () => lingering.size + stragglers.size + (current === null ? 0 : 1),
    dispose() {
      for (const flow of lingering) kill(flow);
      killStragglers();
      if (current !== null) kill(current);
      current = null;
    },
  };
}
