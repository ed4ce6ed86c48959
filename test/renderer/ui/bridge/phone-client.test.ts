/** The door between the page and the preload: nothing unparsed comes in, nothing is lost without a word. */
import { expect, test } from "vitest";
import { createPhoneClient } from "../../../../renderer/ui/bridge/phone-client.ts";
import { createSnapshotStore } from "../../../../renderer/ui/bridge/snapshot-store.ts";
import { atFixture } from "../../../builders/a-server.ts";
import { aSnapshot } from "../../../builders/a-snapshot.ts";

function openDoor(send: (command: unknown) => Promise<unknown> = async () => ({ ok: true })) {
  const heard: ((message: unknown) => void)[] = [];
  const startedAnew: string[] = [];
  const logged: string[] = [];
  const store = createSnapshotStore();
  const client = createPhoneClient({
    bridge: { send, listen: (listener) => void heard.push(listener) },
    store,
    startAnew: (why) => void startedAnew.push(why),
    log: (text) => void logged.push(text),
  });
  const deliver = (message: unknown) => heard.forEach((listener) => listener(message));
  return { client, store, deliver, startedAnew, logged };
}

test("a Snapshot that parses reaches the store", () => {
  const { store, deliver } = openDoor();
  deliver({ type: "snapshot", snapshot: aSnapshot() });
  expect(store.getState().snapshot).toEqual(aSnapshot());
});

test("a malformed message is logged and dropped", () => {
  const { store, deliver, logged } = openDoor();
  deliver({ type: "snapshot", snapshot: { ...aSnapshot(), dnd: "perhaps" } });
  deliver(null);
  expect(store.getState().snapshot).toBeNull();
  expect(logged).toHaveLength(2);
  expect(logged[0]).toMatch(/^A message of the phone was dropped: snapshot\.dnd: /u);
});

test("a gap starts the page anew, naming what did not arrive", () => {
  const { deliver, startedAnew } = openDoor();
  deliver({ type: "snapshot", snapshot: aSnapshot({ seq: 10 }) });
  deliver({ type: "event", event: { type: "presence.dndChanged", at: atFixture, seq: 14, dnd: true } });
  expect(startedAnew).toEqual(["Events 11 to 13 did not arrive."]);
});

test("a reply that parses is handed on as it is", async () => {
  const reply = { ok: false, failure: { kind: "notNow", message: "The call is already over." } };
  const { client } = openDoor(async () => reply);
  expect(await client.send({ type: "presence.setDnd", on: true })).toEqual(reply);
});

test("a request that does not get through is answered with a failure, never thrown", async () => {
  const lost = {
    ok: false,
    failure: { kind: "engineLost", message: "The phone did not take the request. Try again in a moment." },
  };
  const refusing = openDoor(() => Promise.reject(new Error("no handler")));
  expect(await refusing.client.send({ type: "server.probe" })).toEqual(lost);
  expect(refusing.logged).toEqual(["server.probe was not delivered: no handler"]);
  const babbling = openDoor(async () => "yes");
  expect(await babbling.client.send({ type: "server.probe" })).toEqual(lost);
  expect(babbling.logged).toHaveLength(1);
});
