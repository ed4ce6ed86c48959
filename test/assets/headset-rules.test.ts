/** The udev rules that are packed for Linux: each line is one that udev takes, and they lie where they take effect. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readBuilderLists } from "../scripts/packages/read-builder-lists.ts";

const root = join(import.meta.dirname, "../..");
const file = "assets/linux/70-tandem-headsets.rules";
const lines = readFileSync(join(root, file), "utf8").split("\n");
const rules = lines.filter((line) => line !== "" && !line.startsWith("#"));

it("Every rule gives one maker's hidraw devices to the person at the computer.", () => {
  const maker = /^SUBSYSTEM=="hidraw", KERNEL=="hidraw\*", ATTRS\{idVendor\}=="([0-9a-f]{4})", TAG\+="uaccess"$/u;
  const makers = rules.map((rule) => maker.exec(rule)?.[1]);
  expect(makers).toEqual(["0b0e", "047f", "1395", "6993", "340b"]);
});

it("Both Linux packages carry the file to where udev reads it.", () => {
  const packing = readFileSync(join(root, "electron-builder.yml"), "utf8");
  const target = "/usr/lib/udev/rules.d/70-tandem-headsets.rules";
  expect(readBuilderLists(root, "deb").files).toContain(`${file}=${target}`);
  expect(packing).toMatch(/^deb:\n(?: .*\n)* {2}fpm: &placed$/mu);
  expect(packing).toMatch(/^rpm:\n(?: .*\n|.*#.*\n)* {2}fpm: \*placed$/mu);
});
