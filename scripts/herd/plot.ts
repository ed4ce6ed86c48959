/** Draws stacked curves over one time axis as SVG that can be read on light and on dark ground. */

export type Series = {
  readonly name: string;
  readonly look: "main" | "faint" | "line";
  /** One value a bin, from the left edge of the plot. */
  readonly values: readonly number[];
};
export type Panel = { readonly label: string; readonly series: readonly Series[] };
export type Plot = {
  readonly title: string;
  /** Below the plot, a line each. */
  readonly caption: readonly string[];
  readonly panels: readonly Panel[];
  /** Seconds at the left edge and in one bin. */
  readonly fromS: number;
  readonly binS: number;
  /** Moments that are named, s. */
  readonly marks: readonly { readonly atS: number; readonly name: string }[];
};

const width = 860;
const left = 66;
const right = 16;
const top = 46;
const panelHeight = 150;
const gap = 38;

const style = `
  .ground { fill: #ffffff } text { fill: #24292f; font: 12px sans-serif } .title { font-size: 15px; font-weight: 600 }
  .quiet { fill: #57606a } .grid { stroke: #d0d7de } .axis { stroke: #57606a } .mark { stroke: #a40e26; stroke-dasharray: 4 3 }
  .main { fill: #0b62c4 } .faint { fill: #b6bec8 } .line { fill: none; stroke: #9a5b00; stroke-width: 1.6 } .swatch.line { fill: #9a5b00; stroke: none }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #e6edf3 } .quiet { fill: #9da7b3 } .grid { stroke: #30363d } .axis { stroke: #9da7b3 }
    .mark { stroke: #ff7b72 } .main { fill: #58a6ff } .faint { fill: #4a535e } .line { stroke: #e3b341 } .swatch.line { fill: #e3b341 }
  }`;

export function drawPlot(plot: Plot): string {
  const bins = Math.max(1, ...plot.panels.flatMap(({ series }) => series.map(({ values }) => values.length)));
  const bottom = top + plot.panels.length * (panelHeight + gap);
  const height = bottom + 14 + 17 * plot.caption.length;
  const toX = (seconds: number) => round(left + ((seconds - plot.fromS) / (bins * plot.binS)) * (width - left - right));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(plot.title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    `<text class="title" x="${left}" y="22">${escape(plot.title)}</text>`,
    ...plot.panels.map((panel, index) => drawPanel(plot, panel, top + index * (panelHeight + gap), bins, toX)),
    ...plot.caption.map(
      (line, index) => `<text class="quiet" x="${left}" y="${bottom + 10 + 17 * index}">${escape(line)}</text>`,
    ),
    "</svg>",
    "",
  ].join("\n");
}

function drawPanel(plot: Plot, panel: Panel, y: number, bins: number, toX: (seconds: number) => number): string {
  const most = roundUp(Math.max(1, ...panel.series.flatMap(({ values }) => values)));
  const base = y + panelHeight;
  const toY = (value: number) => round(base - (value / most) * (panelHeight - 18));
  const toS = plot.fromS + bins * plot.binS;
  const stepS = roundUp((bins * plot.binS) / 12);
  const ticks = range(Math.ceil(plot.fromS / stepS) * stepS, toS, stepS);
  const legend = panel.series.map(({ name, look }, index) => {
    const x = width - right - 10 - (panel.series.length - index) * 155;
    return `<rect class="swatch ${look}" x="${x}" y="${y + 1}" width="10" height="10"/><text x="${x + 15}" y="${y + 10}">${escape(name)}</text>`;
  });
  return [
    `<text x="${left}" y="${y + 10}">${escape(panel.label)}</text>`,
    ...range(0, most, most / 4).map(
      (value) =>
        `<line class="grid" x1="${left}" x2="${width - right}" y1="${toY(value)}" y2="${toY(value)}"/>` +
        `<text class="quiet" x="${left - 6}" y="${toY(value) + 4}" text-anchor="end">${value.toLocaleString("en-US")}</text>`,
    ),
    ...panel.series.map((series) => drawSeries(plot, series, base, toX, toY)),
    ...plot.marks.map(
      ({ atS, name }) =>
        `<line class="mark" x1="${toX(atS)}" x2="${toX(atS)}" y1="${y + 18}" y2="${base}"/>` +
        `<text class="quiet" x="${toX(atS) + 4}" y="${y + 28}">${escape(name)}</text>`,
    ),
    `<line class="axis" x1="${left}" x2="${width - right}" y1="${base}" y2="${base}"/>`,
    ...ticks.map(
      (seconds) => `<text class="quiet" x="${toX(seconds)}" y="${base + 15}" text-anchor="middle">${seconds} s</text>`,
    ),
    ...legend,
  ].join("\n");
}

function drawSeries(
  plot: Plot,
  { look, values }: Series,
  base: number,
  toX: (seconds: number) => number,
  toY: (value: number) => number,
): string {
  const startOf = (bin: number) => toX(plot.fromS + bin * plot.binS);
  if (look === "line") {
    const points = values.map((value, bin) => `${round((startOf(bin) + startOf(bin + 1)) / 2)},${toY(value)}`);
    return `<polyline class="line" points="${points.join(" ")}"/>`;
  }
  const bars = values.flatMap((value, bin) =>
    value === 0 ? [] : [`M${startOf(bin)} ${base}V${toY(value)}H${round(startOf(bin + 1) - 0.4)}V${base}z`],
  );
  return `<path class="${look}" d="${bars.join("")}"/>`;
}

/** An even number, or one, of times a power of ten: its quarters read well. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, index) => from + index * step);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
