import { expect, it } from "vitest";
import { readDeviceList } from "../../../../../renderer/engine/adapters/web/device-list.ts";

const listing = (...devices: [MediaDeviceKind, string][]) =>
  ({
    enumerateDevices: () => Promise.resolve(devices.map(([kind, deviceId]) => ({ kind, deviceId }))),
  }) as unknown as MediaDevices;

it("counts devices, not the roles Windows lists beside them", async () => {
  const mediaDevices = listing(
    ["audioinput", "default"],
    ["audioinput", "communications"],
    ["audioinput", "a1"],
    ["audiooutput", "default"],
    ["audiooutput", "b1"],
    ["audiooutput", "b2"],
    ["videoinput", "c1"],
  );
  expect(await readDeviceList(mediaDevices, null)).toEqual({ inputs: 1, outputs: 2, isDenied: false });
});

it("counts one where only a role is listed", async () => {
  expect(await readDeviceList(listing(["audioinput", "default"]), null)).toEqual({
    inputs: 1,
    outputs: 0,
    isDenied: false,
  });
});
