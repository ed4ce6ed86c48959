/** Mounts the window on one fixture: `?fixture=active&language=ru`; without one it lists them all. */
import { startWindow } from "../../renderer/ui/start-window.tsx";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { createFakePhone, type FakePhone } from "./fake-phone.ts";
import { fixtures } from "./fixtures.ts";

export type Gallery = {
  readonly phone: FakePhone;
  readonly fixtures: Readonly<Record<string, Snapshot>>;
  readonly startedAnew: string[];
};

declare global {
  interface Window {
    gallery?: Gallery;
  }
}

const query = new URLSearchParams(window.location.search);
const root = document.getElementById("root");
if (root === null) throw new Error("The gallery page has no root.");
const all: Readonly<Record<string, Snapshot>> = fixtures;
const name = query.get("fixture");
if (name === null) listFixtures(root);
else showFixture(root, name);

function showFixture(place: Element, wanted: string): void {
  const snapshot = all[wanted];
  if (snapshot === undefined && wanted !== "nothingYet") throw new Error(`No fixture is called ${wanted}.`);
  const phone = createFakePhone(snapshot ?? null);
  const startedAnew: string[] = [];
  window.gallery = { phone, fixtures: all, startedAnew };
  startWindow({
    root: place,
    bridge: phone,
    languages: [query.get("language") ?? "en"],
    startAnew: (why) => void startedAnew.push(why),
    log: (text) => console.warn(text),
  });
}

function listFixtures(place: Element): void {
  for (const fixture of Object.keys(all)) {
    for (const language of ["en", "ru"]) {
      const link = document.createElement("a");
      link.href = `?fixture=${fixture}&language=${language}`;
      link.textContent = `${fixture} (${language})`;
      const row = document.createElement("p");
      row.append(link);
      place.append(row);
    }
  }
}
