import { expect, it } from "vitest";
import { orderCodecs } from "../../../../../renderer/engine/adapters/web/codec-order.ts";

const toCodecs = (...types: string[]) => types.map((mimeType) => ({ mimeType }));

it("puts Opus first, keeps what every PBX speaks and leaves out the rest", () => {
  const supported = toCodecs(
    "audio/PCMU",
    "audio/red",
    "audio/telephone-event",
    "audio/CN",
    "audio/PCMA",
    "audio/opus",
    "audio/G722",
  );
  expect(orderCodecs(supported)).toEqual(
    toCodecs("audio/opus", "audio/G722", "audio/PCMU", "audio/PCMA", "audio/telephone-event"),
  );
});

it("leaves an unknown list alone, as an empty one would ask for everything", () => {
  expect(orderCodecs(toCodecs("audio/future"))).toEqual(toCodecs("audio/future"));
});
