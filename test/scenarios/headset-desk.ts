/** A desk with headsets on it, and what is done to their keys. */
import type { HeadsetKey, KeyKind, Lamps } from "../../renderer/engine/core/headset-vocabulary.ts";
import type { Headset } from "../../shared/model/headset.ts";
import type { CallId } from "../../shared/model/ids.ts";
import { ringFrom } from "../simulation/desk-moves.ts";
import { main, readyDesk, type SimulatedDesk } from "../simulation/simulated-desk.ts";
import { number } from "./ringing-desk.ts";

export const cordless: Headset = {
  id: "headset-1",
  name: "Jabra Link 380",
  usb: "0b0e:24c8",
  state: "ready",
  keys: "both",
};
export const wired: Headset = {
  id: "headset-2",
  name: "Plantronics Blackwire 3220",
  usb: "047f:c056",
  state: "ready",
  keys: "both",
};

export function plug(desk: SimulatedDesk, ...headsets: readonly Headset[]): void {
  desk.input({ type: "headset.listed", headsets });
}

export function deskWith(...headsets: readonly Headset[]): SimulatedDesk {
  const desk = readyDesk();
  plug(desk, ...headsets);
  return desk;
}

export function move(
  desk: SimulatedDesk,
  key: HeadsetKey,
  isOn: boolean,
  kind: KeyKind = "switch",
  { id: headsetId }: Headset = cordless,
): void {
  desk.input({ type: "headset.moved", headsetId, key, kind, isOn });
}

/** One press of a key that pulses, long after the one before. */
export function press(desk: SimulatedDesk, key: HeadsetKey, headset: Headset = cordless): void {
  desk.advance(400);
  move(desk, key, true, "pulse", headset);
  desk.advance(50);
}

/** A button that is on for as long as it is held down. */
export function hold(desk: SimulatedDesk, key: HeadsetKey, forMs: number): void {
  desk.advance(1_500);
  move(desk, key, true, "either");
  desk.advance(forMs);
  move(desk, key, false, "either");
  desk.advance(50);
}

/** The names of the lamps that are lit, in the order of the wishes. */
export function lit(desk: SimulatedDesk, { id }: Headset = cordless): string[] {
  return desk
    .effects("headset.show")
    .filter(({ headsetId }) => headsetId === id)
    .map(({ lamps }) => nameLit(lamps));
}

export function nameLit(lamps: Lamps): string {
  const names = Object.entries(lamps).flatMap(([name, isLit]) => (isLit ? [name] : []));
  return names.length === 0 ? "dark" : names.join(" ");
}

/** A call that came in and was answered two seconds ago, in the window. */
export function talk(desk: SimulatedDesk): CallId {
  const { id } = ringFrom(desk, main, number);
  desk.command({ type: "call.answer", callId: id });
  desk.advance(2_000);
  return id;
}
