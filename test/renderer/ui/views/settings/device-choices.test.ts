/** What can be chosen is what is here, and what was chosen is never forgotten. */
import { expect, test } from "vitest";
import { toDeviceChoices } from "../../../../../renderer/ui/views/settings/device-choices.ts";
import { someDevices } from "../../../../builders/a-snapshot.ts";

const here = someDevices.outputs;

test("nothing chosen is the system's own", () => {
  expect(toDeviceChoices(here, null)).toEqual({ devices: here, value: "", missing: null });
});

test("a device is known again by its id, or by its label after the id was given anew", () => {
  expect([
    toDeviceChoices(here, { id: "out-speakers", label: "" }).value,
    toDeviceChoices(here, { id: "old", label: "Jabra Evolve2 65" }).value,
  ]).toEqual(["out-speakers", "out-headset"]);
});

test("a device that is not here stays chosen, and is named as missing", () => {
  const gone = { id: "gone", label: "Plantronics" };
  expect(toDeviceChoices(here, gone)).toEqual({ devices: here, value: "gone", missing: gone });
});
