import { expect, it } from "vitest";
import { createTonePlayer } from "../../../../../renderer/engine/adapters/web/tone-player.ts";
import type { LogLine } from "../../../../../shared/contract/wire.ts";

it("never throws on a computer without a sound output; it says so once for each tone", () => {
  const lines: LogLine[] = [];
  const tones = createTonePlayer({
    createContext() {
      throw new Error("no output");
    },
    toOutput: (context) => context.destination,
    log: { write: (line) => void lines.push(line) },
  });
  tones.play("ring");
  tones.stop("ring");
  expect(lines).toEqual([{ level: "warn", scope: "sound", text: "Tones cannot be heard: Error: no output" }]);
});
