/** Commands that concern neither a call nor a server. */
import { expect, it } from "vitest";
import { readyDesk } from "../../../simulation/simulated-desk.ts";

it("lets the operator hear a device, at any time", () => {
  const desk = readyDesk();
  expect(desk.command({ type: "sound.test", output: "ringer" })).toEqual({ ok: true });
  expect(desk.effects("tone.try")).toEqual([{ type: "tone.try", output: "ringer" }]);
});
