import { expect, it } from "vitest";
import { drawPlot, roundUp, type Plot } from "../../../scripts/herd/plot.ts";

const plot: Plot = {
  title: "Main & backup",
  caption: ["seed 1"],
  panels: [
    {
      label: "new sockets, per second",
      series: [
        { name: "there", look: "main", values: [0, 40, 100] },
        { name: "design", look: "line", values: [0, 50, 90] },
      ],
    },
  ],
  fromS: -1,
  binS: 1,
  marks: [{ atS: 0, name: "away" }],
};

it("draws each series to the scale of its axis, whose top is a round number", () => {
  const svg = drawPlot(plot);
  // Three bins share the width of 778 from x = 66; 132 high is the top of the axis, which is 100.
  expect(svg).toContain('<path class="main" d="M325.3 196V143.2H584.3V196zM584.7 196V64H843.6V196z"/>');
  expect(svg).toContain('points="195.7,196 455,130 714.4,77.2"');
  expect([1, 3, 41, 702, 1_398].map(roundUp)).toEqual([1, 4, 60, 800, 2_000]);
});

it("names its axes, what its curves are and where they come from, and is safe XML", () => {
  const svg = drawPlot(plot);
  for (const text of [
    "Main &amp; backup",
    "new sockets, per second",
    ">there<",
    ">design<",
    ">away<",
    ">0 s<",
    ">seed 1<",
  ])
    expect(svg).toContain(text);
});

it("can be read on light and on dark ground", () => {
  expect(drawPlot(plot)).toMatch(
    /\.ground \{ fill: #ffffff \}[^]*prefers-color-scheme: dark[^]*\.ground \{ fill: #0d1117 \}/,
  );
});
