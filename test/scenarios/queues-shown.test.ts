/** What is shown of a queue is what a look at everything would show, though only what changed is looked at. */
import { describe, expect, it } from "vitest";
import { createProjector } from "../../renderer/engine/core/project-phone.ts";
import { main } from "../simulation/simulated-desk.ts";
import { queuesOf, readyAgent } from "./agent-desk.ts";

describe("a pause that nobody here asked for", () => {
  it("that is about to be undone is not said to be on its way while a call is up", () => {
    const desk = readyAgent();
    desk.sip.dropSocket(main);
    queuesOf(desk, main).setPaused("500", true);
    desk.advance(50);
    const repairOf = (agent = desk.phone().agent) => agent?.queues[0]?.servers[0]?.repair;
    while (repairOf() !== "pending") desk.advance(50);
    const callId = desk.dial("600");
    while (desk.call(callId).state !== "active") desk.advance(10);
    expect(repairOf()).toBe(repairOf(createProjector(0)(desk.state()).agent));
    expect(repairOf()).toBe("none");
  });
});
