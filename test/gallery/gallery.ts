/** Mounts the window on one fixture: `?fixture=active&language=ru`; without one it shows them all. */
import type { Part } from "../../renderer/ui/views/navigation/navigation.tsx";
import { startWindow } from "../../renderer/ui/start-window.tsx";
import type { Language } from "../../shared/i18n/catalogues.ts";
import type { Incident } from "../../shared/model/incident.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { atFixture } from "../builders/a-server.ts";
import { createFakePhone, type FakePhone } from "./fake-phone.ts";
import { findCutOff, findUnreachable } from "./find-layout-troubles.ts";
import { fixtures } from "./fixtures.ts";
import { searchOf } from "./history-fixtures.ts";
import { incidentsOf } from "./incident-fixtures.ts";
import { showOverview } from "./overview.ts";
import { linkOf } from "./link-fixtures.ts";
import { importing, peopleOf } from "./people-fixtures.ts";
import { pretendClock } from "./pretend-clock.ts";
import { pretendLook } from "./pretend-look.ts";
import { pretendStorage } from "./pretend-storage.ts";

export type Gallery = {
  readonly phone: FakePhone;
  readonly fixtures: Readonly<Record<string, Snapshot>>;
  /** The outages this fixture knows of. */
  readonly incidents: readonly Incident[];
  readonly startedAnew: string[];
  /** Shows another fixture of the same view and part, without loading the page anew. */
  readonly turnTo: (fixture: string) => void;
  /** What cannot be read of a fixture of the same view and part in this language; both stay. */
  readonly findTroublesIn: (language: Language, fixture: string) => Promise<string[]>;
  /** What cannot be pressed, in the language that is spoken now. */
  readonly findUnreachable: () => Promise<string[]>;
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
if (name === null) showOverview(root, { nothingYet: null, ...all });
else showFixture(root, name);

function showFixture(place: Element, wanted: string): void {
  const snapshot = all[wanted];
  if (snapshot === undefined && wanted !== "nothingYet") throw new Error(`No fixture is called ${wanted}.`);
  if (query.get("clock") === "fixture") pretendClock(atFixture);
  pretendLook(window, query.get("look"));
  const incidents = incidentsOf(wanted);
  const link = linkOf(wanted);
  const phone = createFakePhone(snapshot ?? null, [
    { type: "incidents", incidents: [...incidents] },
    ...(link === null ? [] : [{ type: "fillSetUp", link: link.link } as const]),
    { type: "globalKeys", taken: wanted === "settingsKeys" ? ["showWindow"] : [] },
  ]);
  const { own, directory } = peopleOf(wanted);
  phone.answer("people.find", { ok: true, people: own });
  phone.answer("directory.find", { ok: true, people: directory });
  if (link !== null) phone.answer("setup.fetch", { ok: true, fetched: link.answer });
  phone.answer("setup.check", { ok: true, checked: { kind: "answers", ms: 12 } });
  phone.answer("contacts.read", { ok: true, importing });
  const search = searchOf(wanted);
  if (search !== null) {
    pretendStorage(window, { "dial.draft": search.typed });
    phone.answer("history.find", { ok: true, found: { calls: [...search.calls], hasMore: false } });
  }
  const startedAnew: string[] = [];
  const turnTo = (fixture: string) => {
    const other = all[fixture];
    if (other !== undefined) phone.show(other);
  };
  const findTroublesIn = async (language: Language, fixture: string) => {
    const other = all[fixture];
    if (other !== undefined) phone.show({ ...other, settings: { ...other.settings, language } });
    await untilSpoken(language);
    return findCutOff();
  };
  const findUnreachableNow = async () => {
    await untilRowsStandApart();
    return findUnreachable();
  };
  window.gallery = {
    phone,
    fixtures: all,
    incidents,
    startedAnew,
    turnTo,
    findTroublesIn,
    findUnreachable: findUnreachableNow,
  };
  startWindow({
    root: place,
    view: wanted.startsWith("card") ? "incoming" : "window",
    part: partOf(wanted),
    bridge: phone,
    languages: [query.get("language") ?? "en"],
    startAnew: (why) => void startedAnew.push(why),
    log: (text) => console.warn(text),
  });
  if (wanted.startsWith("bar")) openCommandBar();
}

/** By its keys, once there is a window that hears them. */
function openCommandBar(): void {
  if (document.querySelector(".window") === null) return void setTimeout(openCommandBar, 10);
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", ctrlKey: true, cancelable: true }));
}

async function untilSpoken(language: Language): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 0));
  while (document.documentElement.lang !== language);
  await document.fonts.ready;
}

/** Rows of a list that are drawn anew lie over each other until their heights are measured, a frame or two later. */
async function untilRowsStandApart(): Promise<void> {
  const enoughFrames = 30;
  for (let frame = 0; frame < enoughFrames && doRowsOverlap(); frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

function doRowsOverlap(): boolean {
  const boxes = [...document.querySelectorAll(".virtual-row")].map((row) => row.getBoundingClientRect());
  return boxes.some((box, index) => index > 0 && box.top < (boxes[index - 1]?.bottom ?? 0) - 1);
}

function partOf(fixture: string): Part {
  if (fixture.startsWith("settings")) return "settings";
  if (fixture.startsWith("people")) return "people";
  if (fixture.startsWith("colleagues")) return "colleagues";
  return fixture.startsWith("incidents") ? "incidents" : "recent";
}
