/** Stories of headsets: what their keys do by what is going on, what their lamps say, and what is nobody's press. */
import { describe, expect, it } from "vitest";
import { unknownDevices } from "../../shared/model/devices.ts";
import { ringFrom, talkTo } from "../simulation/desk-moves.ts";
import { backup, main, readyDesk, type SimulatedDesk } from "../simulation/simulated-desk.ts";
import { cordless, deskWith, hold, lit, move, plug, press, talk, wired } from "./headset-desk.ts";
import { number, onlyCall, ring } from "./ringing-desk.ts";

const states = (desk: SimulatedDesk) => desk.calls().map(({ state, held }) => (held ? "held" : state));

describe("a hook that stays as it is put", () => {
  it("answers when it goes on and hangs up when it goes off, and the lamps tell each step", () => {
    const desk = deskWith(cordless);
    ring(desk, main);
    desk.advance(500);
    move(desk, "hook", true);
    desk.advance(3_000);
    expect(states(desk)).toEqual(["active"]);
    move(desk, "hook", false);
    desk.advance(50);
    expect(onlyCall(desk).end).toEqual({ by: "local", reason: "hungUp", code: null });
    expect(lit(desk)).toEqual(["ring", "offHook", "dark"]);
  });

  it("never ends a call by going on, however late it is picked up", () => {
    const desk = deskWith(cordless);
    talk(desk);
    move(desk, "hook", true);
    expect(states(desk)).toEqual(["active"]);
  });

  it("never declines a call by going off", () => {
    const desk = deskWith(cordless);
    ring(desk, main);
    desk.advance(500);
    move(desk, "hook", false);
    expect(states(desk)).toEqual(["ringing"]);
  });

  it("ends the call in hand while another waits, and then answers that one", () => {
    const desk = deskWith(cordless);
    talk(desk);
    move(desk, "hook", true);
    ringFrom(desk, backup, "0667778888");
    desk.advance(2_000);
    move(desk, "hook", false);
    expect(states(desk)).toEqual(["ended", "ringing"]);
    desk.advance(2_000);
    move(desk, "hook", true);
    desk.advance(50);
    expect(states(desk)).toEqual(["ended", "active"]);
  });

  it("leaves a held call where it is, and takes it back when it goes on again", () => {
    const desk = deskWith(cordless);
    const held = talk(desk);
    desk.command({ type: "call.hold", callId: held });
    desk.advance(2_000);
    move(desk, "hook", false);
    expect(states(desk)).toEqual(["held"]);
    desk.advance(2_000);
    move(desk, "hook", true);
    desk.advance(50);
    expect(states(desk)).toEqual(["active"]);
  });

  it("does nothing at rest: no number is dialled, no lamp is lit", () => {
    const desk = deskWith(cordless);
    move(desk, "hook", true);
    move(desk, "hook", false);
    expect([desk.calls(), lit(desk)]).toEqual([[], []]);
  });
});

describe("a key that sends back what its lamp was told", () => {
  it("answers nobody: a call that rings just after another was over rings on", () => {
    const desk = deskWith(cordless);
    const first = talk(desk);
    desk.advance(20);
    // The lamp went on long ago; now it goes off, and the next call rings before the headset has said so.
    move(desk, "hook", true);
    desk.command({ type: "call.hangUp", callId: first });
    ringFrom(desk, main, "0667778888");
    move(desk, "hook", false);
    expect(states(desk)).toEqual(["ended", "ringing"]);
    desk.advance(1_500);
    move(desk, "hook", true);
    desk.advance(50);
    expect(states(desk)).toEqual(["ended", "active"]);
  });

  it("hangs nobody up: the echo of one call's end is no end of the next", () => {
    const desk = deskWith(cordless);
    const first = talk(desk);
    move(desk, "hook", true);
    desk.command({ type: "call.hangUp", callId: first });
    desk.advance(50);
    desk.dial("600");
    move(desk, "hook", false);
    move(desk, "hook", true);
    expect(states(desk)).toEqual(["ended", "dialing"]);
  });

  it("mutes and unmutes nobody, whether it stays or may be either", () => {
    for (const kind of ["switch", "either"] as const) {
      const desk = deskWith(cordless);
      const callId = talk(desk);
      desk.command({ type: "call.mute", callId });
      move(desk, "mute", true, kind);
      desk.advance(100);
      expect(onlyCall(desk).muted).toBe(true);
      desk.command({ type: "call.unmute", callId });
      move(desk, "mute", false, kind);
      expect(onlyCall(desk).muted).toBe(false);
    }
  });

  it("is not heard as a press where it pulses, and the next real one is", () => {
    const desk = deskWith(cordless);
    const callId = talk(desk);
    desk.command({ type: "call.mute", callId });
    desk.advance(40);
    move(desk, "mute", true, "pulse");
    expect(onlyCall(desk).muted).toBe(true);
    press(desk, "mute");
    expect(onlyCall(desk).muted).toBe(false);
  });
});

describe("a hook that pulses", () => {
  it("answers, and hangs up with the next press", () => {
    const desk = deskWith(cordless);
    ring(desk, main);
    press(desk, "hook");
    expect(states(desk)).toEqual(["active"]);
    desk.advance(1_500);
    press(desk, "hook");
    expect(onlyCall(desk).end?.reason).toBe("hungUp");
  });

  it("hangs up nobody just after an answer, whoever gave it, nor when the call it was meant for has gone", () => {
    const desk = deskWith(cordless);
    ring(desk, main);
    press(desk, "hook");
    press(desk, "hook");
    expect(states(desk)).toEqual(["active"]);
    desk.advance(2_000);
    const { id } = ringFrom(desk, backup, "0667778888");
    desk.command({ type: "call.reject", callId: id });
    press(desk, "hook");
    expect(states(desk)).toEqual(["active", "ended"]);
  });

  it("answers the call that waits, and the one in hand is held", () => {
    const desk = deskWith(cordless);
    talk(desk);
    ringFrom(desk, backup, "0667778888");
    press(desk, "hook");
    expect(states(desk)).toEqual(["held", "active"]);
  });
});

describe("a hook that may be either", () => {
  it("is a button where it is let go at once: it answers once, and hangs up with the next press", () => {
    const desk = deskWith(cordless);
    ring(desk, main);
    hold(desk, "hook", 150);
    expect(states(desk)).toEqual(["active"]);
    hold(desk, "hook", 150);
    expect(onlyCall(desk).end?.reason).toBe("hungUp");
  });

  it("is a switch where it stays", () => {
    const desk = deskWith(cordless);
    ring(desk, main);
    hold(desk, "hook", 4_000);
    expect(onlyCall(desk).end?.reason).toBe("hungUp");
  });

  it("is not let go into a hang-up where it was pressed in the moment that the call which waited was answered", () => {
    const desk = deskWith(cordless);
    talk(desk);
    const { id } = ringFrom(desk, backup, "0667778888");
    desk.command({ type: "call.answer", callId: id });
    desk.advance(100);
    move(desk, "hook", true, "either");
    desk.advance(120);
    move(desk, "hook", false, "either");
    expect(states(desk)).toEqual(["held", "active"]);
  });
});

describe("the mute key", () => {
  it("mutes and unmutes the call that is talked on, and its lamp follows it and the window alike", () => {
    const desk = deskWith(cordless);
    const callId = talk(desk);
    press(desk, "mute");
    expect(onlyCall(desk).muted).toBe(true);
    desk.command({ type: "call.unmute", callId });
    expect(lit(desk)).toEqual(["ring", "offHook", "offHook mute", "offHook"]);
    press(desk, "mute");
    expect([onlyCall(desk).muted, onlyCall(desk).state]).toEqual([true, "active"]);
  });

  it("that stays as it is put says which it is, and does not toggle", () => {
    const desk = deskWith(cordless);
    const callId = talk(desk);
    move(desk, "mute", true);
    desk.advance(2_000);
    desk.command({ type: "call.unmute", callId });
    desk.advance(2_000);
    move(desk, "mute", false);
    expect(onlyCall(desk).muted).toBe(false);
    move(desk, "mute", true);
    expect(onlyCall(desk).muted).toBe(true);
  });

  it("that may be either toggles as a button and follows as a switch", () => {
    const desk = deskWith(cordless);
    talk(desk);
    const muted = () => onlyCall(desk).muted;
    const seen = [100, 100, 3_000, 100, 3_000].map((forMs) => {
      hold(desk, "mute", forMs);
      return muted();
    });
    expect(seen).toEqual([true, false, false, true, false]);
  });

  it("answers nobody, ends nobody, and mutes no held call", () => {
    const desk = deskWith(cordless);
    const { id } = ringFrom(desk, main, number);
    press(desk, "mute");
    expect([states(desk), onlyCall(desk).muted]).toEqual([["ringing"], false]);
    desk.command({ type: "call.answer", callId: id });
    desk.advance(100);
    desk.command({ type: "call.hold", callId: id });
    desk.advance(100);
    press(desk, "mute");
    expect([states(desk), onlyCall(desk).muted]).toEqual([["held"], false]);
  });
});

describe("the other keys", () => {
  it("flash answers the call that waits, then goes from one to the other", () => {
    const desk = deskWith(cordless);
    talk(desk);
    ringFrom(desk, backup, "0667778888");
    press(desk, "flash");
    expect(states(desk)).toEqual(["held", "active"]);
    press(desk, "flash");
    expect(states(desk)).toEqual(["active", "held"]);
  });

  it("drop ends the call in hand, or declines the one that rings", () => {
    const desk = deskWith(cordless);
    talk(desk);
    press(desk, "drop");
    ringFrom(desk, main, "0667778888");
    press(desk, "drop");
    expect(desk.calls().map(({ end }) => end?.reason)).toEqual(["hungUp", "declined"]);
  });

  it("reject declines the one that rings and ends no other", () => {
    const desk = deskWith(cordless);
    talk(desk);
    press(desk, "reject");
    expect(states(desk)).toEqual(["active"]);
    ringFrom(desk, main, "0667778888");
    press(desk, "reject");
    expect(states(desk)).toEqual(["active", "ended"]);
  });

  it("hang up a conference as the one conversation it is", () => {
    const desk = deskWith(cordless);
    const first = talkTo(desk, "600");
    const second = ringFrom(desk, backup, "0667778888").id;
    desk.command({ type: "call.answer", callId: second });
    desk.advance(100);
    desk.command({ type: "call.conference", callIds: [first, second] });
    desk.advance(20);
    press(desk, "mute");
    expect(desk.calls().map(({ muted }) => muted)).toEqual([true, true]);
    desk.advance(2_000);
    press(desk, "hook");
    expect(states(desk)).toEqual(["ended", "ended"]);
  });
});

describe("the lamps", () => {
  it("ring on every headset; the call is shown on the one that is spoken through", () => {
    const desk = deskWith(cordless, wired);
    const microphone = { ...unknownDevices.microphone, device: "Plantronics Blackwire 3220 Series Mono (047f:c056)" };
    desk.input({ type: "devices.changed", devices: { ...unknownDevices, microphone } });
    talk(desk);
    expect([lit(desk, cordless), lit(desk, wired)]).toEqual([
      ["ring", "dark"],
      ["ring", "offHook"],
    ]);
    press(desk, "mute", cordless);
    press(desk, "hook", cordless);
    expect([states(desk), onlyCall(desk).muted]).toEqual([["active"], false]);
    press(desk, "hook", wired);
    expect(states(desk)).toEqual(["ended"]);
  });

  it("show a call on all of them where none can be told to be the microphone", () => {
    const desk = deskWith(cordless, wired);
    const microphone = { ...unknownDevices.microphone, device: "HD Webcam C920" };
    desk.input({ type: "devices.changed", devices: { ...unknownDevices, microphone } });
    talkTo(desk, "600");
    expect([lit(desk, cordless), lit(desk, wired)]).toEqual([["offHook"], ["offHook"]]);
  });

  it("tell a headset that comes in the middle of a call, and none that did not open", () => {
    const desk = deskWith();
    const callId = talk(desk);
    desk.command({ type: "call.mute", callId });
    plug(desk, cordless, { ...wired, state: "blocked" });
    expect([lit(desk, cordless), lit(desk, wired)]).toEqual([["offHook mute"], []]);
  });

  it("say hold while every call that is up waits", () => {
    const desk = deskWith(cordless);
    const callId = talk(desk);
    desk.command({ type: "call.hold", callId });
    desk.advance(50);
    expect(lit(desk).at(-1)).toBe("offHook hold");
  });

  it("are all dark once Tandem is closing, before it says that it is done", () => {
    const desk = deskWith(cordless);
    talk(desk);
    desk.input({ type: "stopping" });
    desk.advance(1_500);
    expect(lit(desk).at(-1)).toBe("dark");
    const order = desk.decided.map(({ effect }) => effect.type);
    expect(order.lastIndexOf("headset.show")).toBeLessThan(order.lastIndexOf("stopped"));
  });

  it("are nobody's to write while no call is there", () => {
    const desk = deskWith(cordless);
    desk.advance(60_000);
    plug(desk);
    plug(desk, cordless);
    expect(desk.effects("headset.show")).toEqual([]);
  });
});

describe("a headset", () => {
  it("that is unplugged leaves the call alone, and is gone from what is shown", () => {
    const desk = deskWith(cordless);
    talk(desk);
    plug(desk);
    expect([states(desk), desk.phone().headsets]).toEqual([["active"], []]);
    move(desk, "hook", false);
    expect(states(desk)).toEqual(["active"]);
  });

  it("is looked for again on request", () => {
    const desk = readyDesk();
    expect(desk.command({ type: "headset.retry" })).toEqual({ ok: true });
    expect(desk.effects("headset.retry")).toHaveLength(1);
  });
});
