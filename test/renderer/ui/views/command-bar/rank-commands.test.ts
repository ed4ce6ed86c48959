/** What is typed finds a command, always the same one, and never one that ends something by half a word. */
import { expect, test } from "vitest";
import { rankCommands } from "../../../../../renderer/ui/views/command-bar/rank-commands.ts";

const commands = [
  { label: "Decline Mori Aya", isGrave: true },
  { label: "Mute Tanaka Yuki", isGrave: false },
  { label: "Hold Tanaka Yuki", isGrave: false },
  { label: "Hang up Tanaka Yuki", isGrave: true },
  { label: "Do not disturb", isGrave: false },
  { label: "New calls first through Main", isGrave: false },
  { label: "Check the servers now", isGrave: false },
];
const rank = (typed: string) => rankCommands(commands, typed).map(({ label }) => label);

test("nothing typed: all in their order, what ends something last", () => {
  expect(rank(" ")).toEqual([
    "Mute Tanaka Yuki",
    "Hold Tanaka Yuki",
    "Do not disturb",
    "New calls first through Main",
    "Check the servers now",
    "Decline Mori Aya",
    "Hang up Tanaka Yuki",
  ]);
});

test.each([
  ["mu", "Mute Tanaka Yuki"],
  ["MUTE", "Mute Tanaka Yuki"],
  ["h", "Hold Tanaka Yuki"],
  ["ha", "Hang up Tanaka Yuki"],
  ["hang up", "Hang up Tanaka Yuki"],
  ["up tan", "Hang up Tanaka Yuki"],
  ["main", "New calls first through Main"],
  ["main calls", "New calls first through Main"],
  ["dnd", "Do not disturb"],
  ["d", "Do not disturb"],
  ["isturb", "Do not disturb"],
  ["serv", "Check the servers now"],
])("%j finds %s first", (typed, first) => {
  expect(rank(typed)[0]).toBe(first);
});

test("what ends something is found by the beginnings of its words alone", () => {
  expect(rank("hgup")).toEqual([]);
  expect(rank("ang")).toEqual([]);
  expect(rank("t").at(-2)).toBe("Hang up Tanaka Yuki");
});

test("accents, width and kana do not matter", () => {
  const spoken = [
    { label: "Zurückholen: Müller", isGrave: false },
    { label: "ミュート: 田中", isGrave: false },
    { label: "Без звука: Ёлкин", isGrave: false },
  ];
  const first = (typed: string) => rankCommands(spoken, typed)[0]?.label;
  expect([first("zuruck"), first("みゅーと"), first("ｍuller"), first("елк")]).toEqual([
    "Zurückholen: Müller",
    "ミュート: 田中",
    "Zurückholen: Müller",
    "Без звука: Ёлкин",
  ]);
});

test("nothing fits what is called by no command", () => {
  expect(rank("xyz")).toEqual([]);
});
