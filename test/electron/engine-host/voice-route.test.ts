import { expect, test } from "vitest";
import { createVoiceRoute, type VoicePolicy } from "../../../electron/engine-host/voice-route.ts";
import type { Event } from "../../../shared/contract/event.ts";
import type { ServerState } from "../../../shared/model/server.ts";
import { aServer } from "../../builders/a-server.ts";
import { aSnapshot } from "../../builders/a-snapshot.ts";
import { createFakeLog } from "../fake-log.ts";

function setUp() {
  const log = createFakeLog();
  const answers: ((hasRoute: boolean) => void)[] = [];
  const route = createVoiceRoute({ hasDefaultRoute: () => new Promise((resolve) => answers.push(resolve)), log });
  const applied: VoicePolicy[] = [];
  const unfollow = route.follow((policy) => void applied.push(policy));
  const becomes = (state: ServerState) =>
    route.outlet.receive({ type: "servers.changed" } as unknown as Event, {
      ...aSnapshot(),
      servers: [aServer({ state })],
    });
  const answer = async (look: number, hasRoute: boolean) => {
    answers[look]?.(hasRoute);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { log, answers, route, applied, unfollow, becomes, answer };
}

const unbound = "default_public_and_private_interfaces";

test("Voice sockets stand on no network card from the first connection on", () => {
  expect(setUp().applied).toEqual([unbound]);
});

test("They are bound to the cards while there is no default route, and let go when there is one again", async () => {
  const { applied, becomes, answer, log } = setUp();
  becomes("lost");
  await answer(0, false);
  becomes("ready");
  await answer(1, true);
  expect(applied).toEqual([unbound, "default", unbound]);
  expect(log.lines).toEqual([
    "info There is no default route: voice sockets are bound to each network card.",
    "info There is a default route: voice sockets are bound to no network card.",
  ]);
});

test("The route is looked at when a server comes or goes, and not at every measure of it", async () => {
  const { answers, becomes } = setUp();
  becomes("ready");
  becomes("ready");
  expect(answers.length).toBe(1);
  becomes("doubtful");
  expect(answers.length).toBe(2);
});

test("An answer that a later look has overtaken changes nothing", async () => {
  const { applied, becomes, answer } = setUp();
  becomes("lost");
  becomes("connecting");
  await answer(1, true);
  await answer(0, false);
  expect(applied).toEqual([unbound]);
});

test("A page that is gone hears nothing more; the next one hears at once what holds", async () => {
  const { route, applied, unfollow, becomes, answer } = setUp();
  unfollow();
  becomes("lost");
  await answer(0, false);
  const next: VoicePolicy[] = [];
  route.follow((policy) => void next.push(policy));
  expect({ applied, next }).toEqual({ applied: [unbound], next: ["default"] });
});
