// Runs on the computer with the cables: whoever comes through the door and names a port is joined to that loopback port.
import { connect, createServer } from "node:net";

const [door] = process.argv.slice(2);
if (door === undefined) throw new Error("usage: relay-ports <path of a Unix socket>");

process.stdin.resume().once("end", () => process.exit());
createServer((outside) => {
  outside.on("error", () => outside.destroy());
  outside.once("data", (chunk: Buffer) => {
    outside.pause();
    const end = chunk.indexOf("\n");
    const inside = connect({ host: "127.0.0.1", port: Number(chunk.subarray(0, end).toString()) });
    if (end + 1 < chunk.length) inside.write(chunk.subarray(end + 1));
    outside.pipe(inside).pipe(outside);
    inside.on("error", () => outside.destroy());
    inside.on("close", () => outside.destroy());
    outside.on("close", () => inside.destroy());
  });
}).listen(door);
