// A stand-in that returned undefined for what it lacks would let wrong code pass.
import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { guardMembers } from "./guard-members.ts";
import { HostEmitter } from "./host-emitter.ts";

class Lamp extends EventEmitter {
  #isOn = false;

  turnOn(): this {
    this.#isOn = true;
    return this;
  }

  get isOn(): boolean {
    return this.#isOn;
  }
}

describe("a guarded stand-in", () => {
  test("throws the member's name when it lacks it", () => {
    const app = guardMembers("app", { quit: () => undefined });
    expect(() => Reflect.get(app, "getGPUInfo")).toThrow("the stand-in lacks app.getGPUInfo");
  });

  test("leaves undefined what real Electron leaves undefined here", () => {
    expect(Reflect.get(guardMembers("app", {}, ["dock"]), "dock")).toBeUndefined();
  });

  test("can be awaited, printed and compared", async () => {
    const app = guardMembers("app", { name: "x" });
    expect(await Promise.resolve(app)).toBe(app);
    expect(app).toStrictEqual({ name: "x" });
  });

  test("keeps private state, chaining and events", () => {
    const lamp = guardMembers("lamp", new Lamp());
    const heard: string[] = [];
    expect(lamp.turnOn()).toBe(lamp);
    lamp.on("shine", (colour: string) => heard.push(colour));
    lamp.emit("shine", "red");
    expect({ isOn: lamp.isOn, heard }).toStrictEqual({ isOn: true, heard: ["red"] });
  });

  test("refuses a listener for an event it never emits", () => {
    const emitter = new HostEmitter("app", ["ready"]);
    emitter.once("ready", () => undefined);
    expect(() => emitter.on("continue-activity", () => undefined)).toThrow(
      "the stand-in never emits the event app.continue-activity",
    );
  });
});
