/** Counts what seats do on the wire, as the network between them and a server would see it. */
import type { WebSocket } from "ws";

export type WireRecord = {
  /** Epoch ms. */
  readonly at: number;
  /** A socket asked for, open, closed or never open; a method; or the code of an answer with its method, `503 REGISTER`. */
  readonly what: string;
  readonly url: string;
};

export type WireTally = {
  readonly records: readonly WireRecord[];
  /** Given to each seat as its `watchSocket`. */
  readonly watch: (socket: WebSocket, url: string) => void;
};

export function createWireTally(): WireTally {
  const records: WireRecord[] = [];
  return {
    records,
    watch(socket, url) {
      const note = (what: string) => records.push({ at: performance.timeOrigin + performance.now(), what, url });
      note("connect");
      socket.on("open", () => note("open"));
      socket.on("close", () => note("closed"));
      socket.on("message", (data: Buffer) => {
        const answer = /^SIP\/2\.0 (\d{3})[^]*?^CSeq:\s*\d+\s+(\w+)/im.exec(data.toString("utf8", 0, 2_000));
        if (answer !== null) note(`${answer[1]} ${answer[2]}`);
      });
      const send = socket.send.bind(socket) as (data: string) => void;
      socket.send = (data: string) => {
        note(data.slice(0, data.indexOf(" ")));
        send(data);
      };
    },
  };
}
