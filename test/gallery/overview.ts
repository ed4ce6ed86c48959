/** Every fixture at once, each in a frame of its own, where media queries and focus work as in the real window. */
import { languages } from "../../shared/i18n/catalogues.ts";
import type { Snapshot } from "../../shared/model/snapshot.ts";
import { toCardSize } from "./card-size.ts";
import { createElement } from "./create-element.ts";
import { createFixtureFrame } from "./create-fixture-frame.ts";
import { looks } from "./pretend-look.ts";
import { groups, toGroup } from "./to-group.ts";

/** The first of each is what the page starts with; the address keeps what was chosen. */
const choices = {
  language: ["en", ...languages.filter((language) => language !== "en")],
  look: ["system", ...Object.keys(looks)],
  size: ["380x680", "320x480", "1100x700"],
} as const;

type Choice = keyof typeof choices;

export function showOverview(place: Element, fixtures: Readonly<Record<string, Snapshot | null>>): void {
  const chosen = new URLSearchParams(window.location.search);
  const frames = new Map(Object.keys(fixtures).map((name) => [name, createFixtureFrame(name)]));
  const update = () => {
    const [language, look, size] = [read("language", chosen), read("look", chosen), read("size", chosen)];
    for (const [name, frame] of frames) {
      const card = name.startsWith("card") ? toCardSize(fixtures[name]?.calls.length ?? 1) : null;
      frame.show({ language, look, size: card === null ? size : `${card.width}x${card.height}` });
    }
  };
  const header = createElement("header", {}, createElement("h1", {}, "Gallery"));
  for (const choice of ["language", "look", "size"] as const) {
    const choose = (value: string) => {
      chosen.set(choice, value);
      window.history.replaceState(null, "", `?${chosen}`);
      update();
    };
    header.append(createControl(choice, read(choice, chosen), choose));
  }
  const sections = groups.flatMap((group) => {
    const inGroup = [...frames].filter(([name]) => toGroup(name, fixtures[name] ?? null) === group);
    if (inGroup.length === 0) return [];
    const figures = createElement("div", { class: "frames" }, ...inGroup.map(([, { figure }]) => figure));
    return createElement("section", {}, createElement("h2", {}, group), figures);
  });
  place.append(createElement("div", { class: "overview" }, header, ...sections));
  update();
}

function createControl(choice: Choice, value: string, choose: (value: string) => void): HTMLElement {
  const options = choices[choice].map((option) => createElement("option", { value: option }, option));
  const select = createElement("select", {}, ...options);
  select.value = value;
  select.addEventListener("change", () => choose(select.value));
  return createElement("label", {}, `${choice} `, select);
}

function read(choice: Choice, chosen: URLSearchParams): string {
  const known: readonly string[] = choices[choice];
  return known.find((value) => value === chosen.get(choice)) ?? choices[choice][0] ?? "";
}
