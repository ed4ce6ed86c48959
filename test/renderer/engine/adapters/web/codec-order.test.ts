import { expect, it } from "vitest";
import { defaultCodecs } from "../../../../../shared/model/voice.ts";
import { createCodecChoice, orderCodecs } from "../../../../../renderer/engine/adapters/web/codec-order.ts";

const toCodecs = (...types: string[]) => types.map((mimeType) => ({ mimeType }));

const supported = toCodecs(
  "audio/PCMU",
  "audio/red",
  "audio/telephone-event",
  "audio/CN",
  "audio/PCMA",
  "audio/opus",
  "audio/G722",
);
it("puts Opus first, keeps what every PBX speaks and leaves out the rest", () => {
  expect(orderCodecs(supported, defaultCodecs)).toEqual(
    toCodecs("audio/opus", "audio/G722", "audio/PCMU", "audio/PCMA", "audio/telephone-event"),
  );
});

it("offers what was chosen in the order it was chosen, and the keys of a phone beside it", () => {
  const choice = createCodecChoice();
  choice.use(["pcma", "opus"]);
  expect(orderCodecs(supported, choice.current())).toEqual(
    toCodecs("audio/PCMA", "audio/opus", "audio/telephone-event"),
  );
});

it("leaves an unknown list alone, as an empty one would ask for everything", () => {
  expect(orderCodecs(toCodecs("audio/future"), defaultCodecs)).toEqual(toCodecs("audio/future"));
});
