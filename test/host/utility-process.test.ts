// A utility process hears, answers, and ends as Electron's does, and never outlives its parent.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Fixture, startFixture } from "./start-fixture.ts";

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.end());

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("hears what was said before it listened, answers, and knows its arguments and what it is", async () => {
  fixture.do("fork", { args: ["a folder"] });
  fixture.do("tellHelper", { message: { one: [1, "二"] } });
  await fixture.next({ type: "helperSpawned" });
  expect((await fixture.next({ type: "helperSaid" }))["message"]).toEqual({
    heard: { one: [1, "二"] },
    type: "utility",
    args: ["a folder"],
  });
});

test("tells its exit code, once, and has no process id any more", async () => {
  fixture.do("fork", { args: [] });
  fixture.do("tellHelper", { message: { exit: 7 } });
  expect(await fixture.next({ type: "helperGone" })).toEqual({ type: "helperGone", code: 7, pid: null });
});

test("is ended by kill", async () => {
  fixture.do("fork", { args: [] });
  await fixture.next({ type: "helperSpawned" });
  fixture.do("killHelper");
  expect(await fixture.next({ type: "helperGone" })).toMatchObject({ code: 15 });
});

test("goes with its parent, even where that is killed", async () => {
  fixture.do("fork", { args: [] });
  const { pid } = await fixture.next({ type: "helperSpawned" });
  fixture.child.kill("SIGKILL");
  await fixture.exited;
  await expect.poll(() => isAlive(Number(pid)), { timeout: 5_000 }).toBe(false);
});
