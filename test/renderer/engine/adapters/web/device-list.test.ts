import { expect, it } from "vitest";
import { findDevice } from "../../../../../shared/model/settings.ts";
import { readDeviceList } from "../../../../../renderer/engine/adapters/web/device-list.ts";

const listing = (...devices: [MediaDeviceKind, string, string][]) =>
  ({
    enumerateDevices: () =>
      Promise.resolve(devices.map(([kind, deviceId, label]) => ({ kind, deviceId, label, groupId: "g1" }))),
  }) as unknown as MediaDevices;

it("lists devices, not the roles that the system lists beside them", async () => {
  const mediaDevices = listing(
    ["audioinput", "default", "Default"],
    ["audioinput", "communications", "Communications"],
    ["audioinput", "a1", "Headset"],
    ["audiooutput", "default", "Default"],
    ["audiooutput", "b1", "Headset"],
    ["audiooutput", "b2", "Speakers"],
    ["videoinput", "c1", "Camera"],
  );
  expect(await readDeviceList(mediaDevices, null)).toEqual({
    inputs: [{ id: "a1", label: "Headset" }],
    outputs: [
      { id: "b1", label: "Headset" },
      { id: "b2", label: "Speakers" },
    ],
    hasInput: true,
    systemInput: "g1 Default",
    systemOutput: null,
    isDenied: false,
  });
});

it("names the output that the system uses, by the group that it shares with its device", async () => {
  const [main, headset] = ["g-speakers", "g-headset"];
  const outputs = (own: string) =>
    [
      { deviceId: "default", label: "Default - whatever", groupId: own },
      { deviceId: "b1", label: "Headset", groupId: headset },
      { deviceId: "b2", label: "Speakers", groupId: main },
    ].map((device) => ({ ...device, kind: "audiooutput" }));
  const systemOf = async (own: string) => {
    const mediaDevices = { enumerateDevices: () => Promise.resolve(outputs(own)) } as unknown as MediaDevices;
    return (await readDeviceList(mediaDevices, null)).systemOutput;
  };
  expect([await systemOf(main), await systemOf(headset), await systemOf("unknown")]).toEqual([
    "Speakers",
    "Headset",
    null,
  ]);
});

it("knows that there is a microphone which has no name yet, because none may be used", async () => {
  expect(await readDeviceList(listing(["audioinput", "", ""]), null)).toEqual({
    inputs: [],
    outputs: [],
    hasInput: true,
    systemInput: null,
    systemOutput: null,
    isDenied: false,
  });
});

it("finds a chosen device by its id, else by its label, else not", () => {
  const headset = { id: "a1", label: "Headset" };
  const nameless = { id: "a2", label: "" };
  const devices = [headset, nameless];
  expect([
    findDevice(devices, { id: "a1", label: "Old name" }),
    findDevice(devices, { id: "z9", label: "Headset" }),
    findDevice(devices, { id: "z9", label: "" }),
    findDevice(devices, null),
  ]).toEqual([headset, headset, null, null]);
});
