/** A developer's terminal may close: the phone goes on without it. */
import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createEcho } from "../../../electron/logging/echo.ts";

describe("the echo of the log", () => {
  it("prints line by line while it is read", () => {
    const printed: string[] = [];
    const stream = new Writable({ write: (chunk, _encoding, done) => (printed.push(String(chunk)), done()) });
    const echo = createEcho(stream);
    echo("one");
    echo("two");
    expect(printed).toEqual(["one\n", "two\n"]);
  });

  it("falls silent after its reader is gone, and never throws", async () => {
    let writes = 0;
    const stream = new Writable({
      autoDestroy: false,
      write(_chunk, _encoding, done) {
        writes += 1;
        done(new Error("EPIPE"));
      },
    });
    const echo = createEcho(stream);
    echo("one");
    await new Promise((resolve) => setImmediate(resolve));
    echo("two");
    expect(writes).toBe(1);
  });
});
