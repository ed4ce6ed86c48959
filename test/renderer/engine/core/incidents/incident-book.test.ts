/** An outage is one record: what was seen, decided, sent, answered and shown, with its milliseconds, and no more. */
import { describe, expect, it } from "vitest";
import type { Incident, IncidentEntry } from "../../../../../shared/model/incident.ts";
import { mostEntries } from "../../../../../shared/model/fold-incident.ts";
import { emptyBook, followIncidents } from "../../../../../renderer/engine/core/incidents/incident-book.ts";
import type { Moment } from "../../../../../renderer/engine/core/incidents/moment.ts";
import { createProjector } from "../../../../../renderer/engine/core/project-phone.ts";
import { hearVoice } from "../../../../simulation/desk-moves.ts";
import {
  backup,
  createSimulatedDesk,
  main,
  readyDesk,
  serverOf,
  toConfig,
  type SimulatedDesk,
} from "../../../../simulation/simulated-desk.ts";

function onlyIncident(desk: SimulatedDesk): Incident {
  const [incident, ...others] = desk.incidents();
  if (incident === undefined || others.length > 0) throw new Error(`${desk.incidents().length} incidents`);
  return incident;
}

/** One entry as one line. */
function toLine({ ms, step, what, times, lastMs, serverId, callId, code, reason, sentence }: IncidentEntry): string {
  const words = [serverId, callId, code, reason, sentence?.key.replace("reachability.", "")];
  const repeats = times > 1 ? `×${times} to ${lastMs}` : null;
  return [ms, step, what, ...words, repeats].filter((word) => word !== null && word !== undefined).join(" ");
}

const storyOf = (desk: SimulatedDesk) => onlyIncident(desk).entries.map(toLine);

describe("the record of an outage", () => {
  it("tells a crash in a call from its first sign to the failback: strand, rescue, return, to the millisecond", () => {
    const desk = readyDesk(1, { failbackAfterMs: 5_000 });
    const lost = desk.dial("600");
    desk.advance(100);
    desk.sip.crash(main);
    desk.advance(300);
    hearVoice(desk, lost, false);
    desk.advance(700);
    const reply = desk.command({ type: "call.rescue", callId: lost });
    const rescue = reply.ok ? reply.callId : undefined;
    desk.advance(20_000);
    serverOf(desk, main).restart();
    desk.advance(40_000);
    expect(storyOf(desk)).toEqual([
      "0 seen lost main 1006 socketClosed",
      `0 seen signallingLost main ${lost}`,
      "0 decided failover backup",
      `0 shown reconnecting main ${lost}`,
      "0 shown sentence signallingLost",
      "228 sent connect main ×6 to 27900",
      "248 seen lost main connectFailed ×5 to 11996",
      `299 seen stranded main ${lost}`,
      `299 shown rescueOffered main ${lost}`,
      "299 shown sentence stranded",
      `999 decided rescue backup ${lost}`,
      `999 sent bye main ${lost}`,
      `999 sent invite backup ${rescue}`,
      "999 shown sentence lost",
      `1022 answered callAnswered backup ${rescue}`,
      "27920 answered socketOpened main",
      "27920 sent register main",
      "27924 answered registerAnswered main 200",
      "27924 seen ready main",
      "27924 shown sentence failbackPending",
      "32924 decided failback main",
      "32924 shown sentence ready",
    ]);
    const { entries: _entries, ...head } = onlyIncident(desk);
    const remote = { number: "600", name: null };
    expect(head).toEqual({
      id: "main-3101",
      serverId: "main",
      atOpened: 3_101,
      end: { ms: 32_924, why: "healed" },
      servers: [
        { id: "main", name: "main" },
        { id: "backup", name: "backup" },
      ],
      calls: [
        { callId: lost, direction: "outgoing", remote, rescueOf: null },
        { callId: rescue, direction: "outgoing", remote, rescueOf: lost },
      ],
      callsOmitted: 0,
      entriesOmitted: 0,
      counts: { failovers: 1, failbacks: 1, carriedOver: 0, stranded: 1, lost: 0, rescued: 1 },
    });
  });

  it("begins with the INVITE that a frozen server left unanswered, and carries the dial over in the same record", () => {
    const desk = readyDesk(1, { failbackAfterMs: 5_000 });
    serverOf(desk, main).freeze();
    const call = desk.dial("600");
    desk.advance(400);
    expect(storyOf(desk)).toEqual([
      `0 sent invite main ${call}`,
      `305 seen inviteUnanswered main ${call}`,
      "305 seen doubtful main notAnswering",
      "305 decided failover backup",
      "305 sent probe main",
      "305 shown sentence slow",
      `310 decided carriedOver backup ${call}`,
      `310 sent cancel main ${call}`,
      `310 sent invite backup ${call}`,
      `310 shown viaServer backup ${call}`,
      `328 answered callAnswered backup ${call}`,
    ]);
    expect(onlyIncident(desk).end).toBeNull();
  });

  it("begins with the probe that was not answered, and counts what repeats", () => {
    const desk = readyDesk();
    serverOf(desk, main).freeze();
    desk.advance(6_000);
    const [sent, missed, doubtful, failover] = storyOf(desk);
    expect([sent, missed, doubtful, failover]).toEqual([
      "0 sent probe main ×4 to 2000",
      "1000 seen probeUnanswered main ×4 to 3000",
      "1000 seen doubtful main notAnswering",
      "1000 decided failover backup",
    ]);
  });

  it("joins the lost call's party that calls by itself", () => {
    const desk = readyDesk();
    const lost = desk.dial("600");
    desk.advance(100);
    desk.sip.crash(main);
    desk.advance(300);
    hearVoice(desk, lost, false);
    desk.ring(backup, "600");
    desk.advance(100);
    expect(onlyIncident(desk).counts).toMatchObject({ stranded: 1, rescued: 1 });
    expect(storyOf(desk).filter((line) => line.includes("joined"))).toEqual([`300 decided joined backup ${lost}`]);
  });

  it("is none when what stands by fails and comes back, for that costs nobody anything", () => {
    const desk = readyDesk(1, { failbackAfterMs: 5_000 });
    desk.sip.crash(backup);
    desk.advance(5_000);
    serverOf(desk, backup).restart();
    desk.advance(60_000);
    expect(desk.phone().reachability).toBe("all");
    expect(desk.incidents()).toEqual([]);
  });

  it("is none when an operator or an administrator moves the calls", () => {
    const desk = readyDesk();
    desk.command({ type: "server.prefer", serverId: backup });
    desk.command({ type: "server.prefer", serverId: null });
    desk.command({ type: "server.drain", serverId: main });
    desk.advance(10_000);
    expect(desk.phone().nextCall.serverId).toBe("backup");
    expect(desk.incidents()).toEqual([]);
  });

  it("is none of a server that stands while the preferred one, back again, takes its calls from it", () => {
    const desk = readyDesk();
    desk.input({ type: "resumed" });
    desk.advance(3);
    desk.command({ type: "server.prefer", serverId: backup });
    desk.advance(20_000);
    expect(desk.phone().nextCall).toEqual({ serverId: "backup", why: "preferred" });
    expect(desk.incidents().map(({ serverId, counts }) => [serverId, counts.failovers])).toEqual([["backup", 1]]);
  });

  it("is one for each server when both fail, and each tells where the calls went", () => {
    const desk = readyDesk(1, { failbackAfterMs: 5_000 });
    desk.sip.crash(main);
    desk.advance(2_000);
    desk.sip.crash(backup);
    desk.advance(2_000);
    serverOf(desk, backup).restart();
    desk.advance(60_000);
    serverOf(desk, main).restart();
    desk.advance(200_000);
    const moves = ({ entries }: Incident) =>
      entries
        .filter(({ what }) => what === "failover" || what === "moved" || what === "failback")
        .map(({ what, serverId }) => `${what} ${serverId}`);
    expect(desk.incidents().map((incident) => [incident.serverId, incident.end?.why, ...moves(incident)])).toEqual([
      ["backup", "healed", "failover null", "failback backup"],
      ["main", "healed", "failover backup", "moved null", "moved backup", "failback main"],
    ]);
  });

  it("stays one while the server flaps within the hysteresis, and stays small however long it does", () => {
    const desk = readyDesk(1, { failbackAfterMs: 30_000 });
    for (let times = 0; times < 60; times += 1) {
      desk.sip.crash(main);
      desk.advance(2_000);
      serverOf(desk, main).restart();
      desk.advance(18_000);
    }
    const { entries, entriesOmitted, end, counts } = onlyIncident(desk);
    expect(end).toBeNull();
    expect(entries).toHaveLength(mostEntries);
    expect(entriesOmitted).toBeGreaterThan(0);
    expect(toLine(entries[0] ?? expect.fail("no entries"))).toBe("0 seen lost main 1006 socketClosed");
    expect(counts).toMatchObject({ failovers: 1, failbacks: 0 });
  });

  it("tells of a primary that could not be reached from the start of the shift", () => {
    const desk = createSimulatedDesk(1, toConfig());
    desk.sip.crash(main);
    desk.advance(20_000);
    expect(onlyIncident(desk)).toMatchObject({ serverId: "main", end: null, counts: { failovers: 1 } });
    serverOf(desk, main).restart();
    desk.advance(140_000);
    expect(onlyIncident(desk)).toMatchObject({ end: { why: "healed" }, counts: { failovers: 1, failbacks: 1 } });
  });

  it("has an id of its own though the clock on the wall was set back to where another began", () => {
    const moments: Moment[] = [];
    const project = createProjector(0);
    const desk = createSimulatedDesk(1, toConfig(), (before, input, after, effects, at) => {
      const views = { viewBefore: project(before), viewAfter: project(after) };
      moments.push({ before, input, after, effects, at, wallAt: Math.round(at), ...views });
    });
    desk.advance(1_000);
    desk.sip.crash(main);
    desk.advance(1_000);
    serverOf(desk, main).restart();
    desk.advance(140_000);
    let book = emptyBook;
    const opened = [...moments, ...moments].flatMap((moment) => {
      const entry = followIncidents(book, moment);
      book = entry.book;
      return entry.changes.flatMap((change) => (change.kind === "opened" ? [change.incident] : []));
    });
    expect(opened.map(({ id }) => id)).toEqual(["main-1001", "main-1002"]);
    expect(opened.map(({ atOpened }) => atOpened)).toEqual([1_001, 1_001]);
  });

  it("ends when its server leaves the configuration", () => {
    const desk = readyDesk();
    desk.sip.crash(main);
    desk.advance(1_000);
    desk.input({ type: "configured", config: null });
    expect(onlyIncident(desk).end).toEqual({ ms: 999, why: "configured" });
  });
});
