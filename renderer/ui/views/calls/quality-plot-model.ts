/** The score over the last minute as a line that holds each value until the next one came. */
import type { EpochMs } from "../../../../shared/model/time.ts";
import { bestScore } from "../../format/describe-quality.ts";
import { shownMs, type QualitySample } from "./quality-samples.ts";

export const plotSize = { width: 240, height: 48 } as const;

/** E-model; the best there is: `bestScore`. */
const worstScore = 1;

/** Below it the sound is poor and said to be so (describe-quality.ts). */
const poorScore = 3.1;

const toY = (mos: number) => round(plotSize.height * (1 - (mos - worstScore) / (bestScore - worstScore)));

/** Where poor begins, as an SVG path. */
export const poorLine = `M0 ${toY(poorScore)}H${plotSize.width}`;

export type QualityPlot = {
  /** An SVG path; empty while there is nothing to draw. */
  readonly line: string;
  readonly lowest: number | null;
};

/** @param now right end of the plot; the minute before it is drawn. */
export function toQualityPlot(samples: readonly QualitySample[], now: EpochMs): QualityPlot {
  const toX = (at: EpochMs) => round(plotSize.width * Math.max(1 - (now - at) / shownMs, 0));
  const shown = samples.filter(
    ({ at }, index) => at > now - shownMs || (samples[index + 1]?.at ?? now) > now - shownMs,
  );
  const [first, ...others] = shown;
  if (first === undefined) return { line: "", lowest: null };
  const steps = others.map(({ at, quality }) => `H${toX(at)}V${toY(quality.mos)}`);
  const line = `M${toX(first.at)} ${toY(first.quality.mos)}${steps.join("")}H${plotSize.width}`;
  return { line, lowest: Math.min(...shown.map(({ quality }) => quality.mos)) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
