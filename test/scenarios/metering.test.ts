/** Stories of the microphone's level: measured for whoever looks, for the muted who speak, and for nobody else. */
import { describe, expect, it } from "vitest";
import { main, readyDesk } from "../simulation/simulated-desk.ts";
import { onlyCall, ring } from "./ringing-desk.ts";

type Desk = ReturnType<typeof readyDesk>;

function talk(desk: Desk): void {
  ring(desk, main, "0312345678");
  desk.command({ type: "call.answer", callId: onlyCall(desk).id });
  desk.advance(50);
}

const look = (desk: Desk, where: "settings" | "call", on = true) => desk.command({ type: "sound.watch", where, on });
const measured = (desk: Desk) =>
  desk.effects("level.measure").map(({ isShown, isMuted }) => [isShown, isMuted] as const);

describe("the microphone", () => {
  it("is opened while somebody looks at its level in the settings, and let go 10 s after the last look", () => {
    const desk = readyDesk();
    look(desk, "settings");
    desk.advance(3_000);
    look(desk, "settings");
    expect([desk.effects("microphone.open").length, measured(desk)]).toEqual([1, [[true, false]]]);
    desk.advance(5_100);
    expect(measured(desk)).toEqual([
      [true, false],
      [false, false],
    ]);
    desk.advance(9_800);
    expect(desk.effects("microphone.release")).toHaveLength(0);
    desk.advance(200);
    expect(desk.effects("microphone.release")).toHaveLength(1);
  });

  it("is not opened for a look at a call's card, and measured there only while somebody talks", () => {
    const desk = readyDesk();
    look(desk, "call");
    expect([desk.effects("microphone.open"), measured(desk)]).toEqual([[], []]);
    talk(desk);
    look(desk, "call");
    look(desk, "call", false);
    expect(measured(desk)).toEqual([
      [true, false],
      [false, false],
    ]);
  });
});

describe("speaking while muted", () => {
  it("is listened for while muted in a conversation, whoever looks", () => {
    const desk = readyDesk();
    talk(desk);
    const { id: callId } = onlyCall(desk);
    desk.command({ type: "call.mute", callId });
    desk.command({ type: "call.unmute", callId });
    expect(measured(desk)).toEqual([
      [false, true],
      [false, false],
    ]);
  });

  it("is told on the call, at most once in 30 s, and not of an earlier mute", () => {
    const desk = readyDesk();
    talk(desk);
    const { id: callId } = onlyCall(desk);
    desk.command({ type: "call.mute", callId });
    desk.input({ type: "microphone.spokeMuted" });
    const first = onlyCall(desk).atSpokeMuted;
    desk.advance(29_000);
    desk.input({ type: "microphone.spokeMuted" });
    expect([first === null, onlyCall(desk).atSpokeMuted]).toEqual([false, first]);
    desk.advance(1_100);
    desk.input({ type: "microphone.spokeMuted" });
    expect(onlyCall(desk).atSpokeMuted).toBe((first ?? 0) + 30_100);
    desk.command({ type: "call.unmute", callId });
    expect(onlyCall(desk).atSpokeMuted).toBeNull();
  });

  it("is not told of a call that is not muted", () => {
    const desk = readyDesk();
    talk(desk);
    desk.input({ type: "microphone.spokeMuted" });
    expect(onlyCall(desk).atSpokeMuted).toBeNull();
  });
});

describe("the echo test", () => {
  it("begins while somebody is at the settings, and ends when a call comes", () => {
    const desk = readyDesk();
    expect(desk.command({ type: "sound.echo" })).toEqual({ ok: true });
    expect([desk.effects("echo.begin").length, desk.effects("echo.stop").length]).toEqual([1, 0]);
    ring(desk, main, "0312345678");
    expect(desk.effects("echo.stop")).toHaveLength(1);
  });

  it("is refused while a call is up", () => {
    const desk = readyDesk();
    talk(desk);
    expect(desk.command({ type: "sound.echo" })).toEqual({
      ok: false,
      failure: { kind: "notNow", message: "Try this again when no call is up." },
    });
    expect(desk.effects("echo.begin")).toEqual([]);
  });

  it("ends with the look at the settings", () => {
    const desk = readyDesk();
    desk.command({ type: "sound.echo" });
    look(desk, "settings", false);
    expect(desk.effects("echo.stop")).toHaveLength(1);
  });
});
