/** Which tests run where: none is left out or run twice, and what changes the whole computer runs while nothing else does. */
import { globSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { expect, it } from "vitest";
import { leftToOthers, toProjects } from "../vitest.config.ts";
import { turnCount } from "./turns.ts";

const root = join(import.meta.dirname, "..");
const files = globSync("test/**/*.test.{ts,tsx}", { cwd: root });

const projects = toProjects(null).flatMap((project) => {
  if (project.test === undefined) return [];
  const { name, include = [], exclude = [], maxWorkers, sequence } = project.test;
  const has = (file: string) =>
    include.some((glob) => matchesGlob(file, glob)) && !exclude.some((glob) => matchesGlob(file, glob));
  return [{ name, has, maxWorkers, group: sequence?.groupOrder }];
});

it("each test file belongs to one project", () => {
  const homes = files.map((file) => [file, projects.filter(({ has }) => has(file)).length]);
  expect(homes.length).toBeGreaterThan(100);
  expect(homes.filter(([, count]) => count !== 1)).toEqual([]);
});

it("a file that lays cables is the only one at its time", () => {
  const laying = files.filter((file) => /from "[^"]*\/two-cables.ts"/u.test(readFileSync(join(root, file), "utf8")));
  expect(laying.length).toBeGreaterThan(1);
  for (const file of laying) {
    const home = projects.find(({ has }) => has(file));
    const beside = projects.filter(({ group }) => group === home?.group);
    expect([file, home?.maxWorkers, beside.length]).toEqual([file, 1, 1]);
  }
});

it("each long file has one turn, and what is not long is played in each", () => {
  const turns = Array.from({ length: turnCount }, (_, index) => leftToOthers(index + 1));
  const left = new Set(turns.flat());
  expect(left.size).toBeGreaterThan(60);
  for (const file of left) expect([file, turns.filter((files) => files.includes(file)).length]).toEqual([file, 2]);
  const unit = projects.find(({ name }) => name === "unit");
  expect([...left].filter((file) => unit?.has(file) === true)).toEqual([]);
  expect(leftToOthers(null)).toEqual([]);
});
