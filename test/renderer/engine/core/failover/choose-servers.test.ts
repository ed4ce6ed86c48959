/** Which server first: one row per rule of the order, and the promises that hold for every combination. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseServers, describeNextCall } from "../../../../../renderer/engine/core/failover/choose-servers.ts";
import {
  createRegistration,
  isUsable,
  type Registration,
} from "../../../../../renderer/engine/core/registration/registration.ts";
import { ServerId } from "../../../../../shared/model/ids.ts";

const ids = ["main", "backup", "third"].map((id) => ServerId.parse(id));
const [main, backup, third] = ids as [ServerId, ServerId, ServerId];

function aRegistration(serverId: ServerId, change: Partial<Registration> = {}): Registration {
  const role = serverId === main ? "primary" : "backup";
  return { ...createRegistration({ id: serverId, name: serverId, role }, 0, 0), phase: { kind: "ready" }, ...change };
}

const lost: Partial<Registration> = { phase: { kind: "lost", atNextTry: 1 } };
const refused: Partial<Registration> = { phase: { kind: "refused", atNextTry: 1 } };
const doubtful: Partial<Registration> = { phase: { kind: "doubtful" } };
const overloaded: Partial<Registration> = { overload: { by: "probe", atUntil: 1 } };

describe("the order of servers for a call", () => {
  it.each<[string, Partial<Registration>, Partial<Registration>, object, string[], string]>([
    ["the primary when both are ready", {}, {}, {}, ["main", "backup"], "primaryReady"],
    ["the backup when the primary is lost", lost, {}, {}, ["backup", "main"], "primaryNotReady"],
    ["the backup when the primary is doubtful", doubtful, {}, {}, ["backup", "main"], "primaryNotReady"],
    [
      "the backup while the primary earns its place back",
      { isOnProbation: true },
      {},
      {},
      ["backup", "main"],
      "failbackPending",
    ],
    [
      "the primary when both earn their place back",
      { isOnProbation: true },
      { isOnProbation: true },
      {},
      ["main", "backup"],
      "primaryReady",
    ],
    ["the backup when the primary drains", { isDraining: true }, {}, {}, ["backup", "main"], "draining"],
    ["the backup when the primary is overloaded", overloaded, {}, {}, ["backup", "main"], "overloaded"],
    ["a draining primary rather than a lost backup", { isDraining: true }, lost, {}, ["main", "backup"], "lastResort"],
    [
      "a doubtful primary rather than a draining backup",
      doubtful,
      { isDraining: true },
      {},
      ["main", "backup"],
      "lastResort",
    ],
    ["the preferred server", {}, {}, { preferredServerId: backup }, ["backup", "main"], "preferred"],
    [
      "not a preferred server that is lost",
      {},
      lost,
      { preferredServerId: backup },
      ["main", "backup"],
      "primaryReady",
    ],
    ["lost before refused when nothing is usable", refused, lost, {}, ["backup", "main"], "noServer"],
  ])("is %s", (_name, first, second, choice, order, why) => {
    const registrations = [aRegistration(main, first), aRegistration(backup, second)];
    const wish = { preferredServerId: null, ...choice };
    expect(chooseServers(registrations, wish)).toEqual(order);
    expect(describeNextCall(registrations, wish.preferredServerId).why).toBe(why);
  });

  it("starts with the call's own server even when it drains, and stays there with isOnly even when it is lost", () => {
    const registrations = [aRegistration(main), aRegistration(backup, { isDraining: true })];
    expect(chooseServers(registrations, { preferredServerId: null, serverId: backup })).toEqual(["backup", "main"]);
    const broken = [aRegistration(main), aRegistration(backup, lost)];
    expect(chooseServers(broken, { preferredServerId: null, serverId: backup })).toEqual(["main", "backup"]);
    expect(chooseServers(broken, { preferredServerId: null, serverId: backup, isOnly: true })).toEqual(["backup"]);
  });

  it("ignores drains and overload for an emergency number", () => {
    const registrations = [aRegistration(main, { isDraining: true, ...overloaded }), aRegistration(backup)];
    expect(chooseServers(registrations, { preferredServerId: null, isEmergency: true })).toEqual(["main", "backup"]);
  });

  it("has no server only when there is none", () => {
    expect(chooseServers([], { preferredServerId: null })).toEqual([]);
    expect(describeNextCall([], null)).toEqual({ serverId: null, why: "noServer" });
  });

  it("names every server once, is deterministic, and never puts one that is down before one that is up", () => {
    const phase = fc.constantFrom(lost, refused, doubtful, {}, {
      phase: { kind: "registering" },
    } as Partial<Registration>);
    const registration = (id: ServerId) =>
      fc
        .tuple(phase, fc.boolean(), fc.boolean(), fc.boolean())
        .map(([one, isDraining, isOnProbation, isOverloaded]) =>
          aRegistration(id, { ...one, isDraining, isOnProbation, ...(isOverloaded ? overloaded : {}) }),
        );
    const wish = fc.record({
      preferredServerId: fc.option(fc.constantFrom(...ids)),
      serverId: fc.option(fc.constantFrom(...ids), { nil: undefined }),
      isEmergency: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.tuple(registration(main), registration(backup), registration(third)),
        wish,
        (registrations, choice) => {
          const order = chooseServers(registrations, choice);
          expect(order.toSorted()).toEqual(ids.toSorted());
          expect(chooseServers(registrations, choice)).toEqual(order);
          const usable = order.map((id) => registrations.some((one) => one.serverId === id && isUsable(one)));
          expect(usable).toEqual(usable.toSorted((a, b) => Number(b) - Number(a)));
        },
      ),
    );
  });
});
