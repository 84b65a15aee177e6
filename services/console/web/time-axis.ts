import type uPlot from './uplot.js';
import { day, timeOfDay } from './format.js';

/** Room at the left of every plot for its figures, and at the right, in CSS pixels: what stands above must keep it too. */
export const GUTTER = { left: 52, right: 10 } as const;

const DAY_S = 86_400;

/** A stretch of the axis that is shaded, or a moment that is marked; ms. */
export interface Band {
  readonly from: number;
  readonly until: number;
}

/** A moment marked by a line of a colour. */
export interface Line {
  readonly at: number;
  readonly colour: string;
}

/** Names of ticks (seconds): days, and times of day below midnight where the axis is that fine. */
export const tickNames = (ticks: readonly number[], stepSeconds: number): string[] =>
  ticks.map((seconds) => {
    const ms = seconds * 1000;
    if (stepSeconds >= DAY_S || seconds % DAY_S === 0) return day(ms);
    return timeOfDay(ms);
  });

/** Shades what was put in on purpose, behind everything else. */
export function drawBands(plot: uPlot, bands: readonly Band[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = 'rgba(242, 169, 0, 0.16)';
  for (const { from, until } of bands) {
    const left = Math.max(bbox.left, plot.valToPos(from / 1000, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(until / 1000, 'x', true));
    if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.restore();
}

/** Draws a vertical line at each moment inside the plot. */
export function drawLines(plot: uPlot, lines: readonly Line[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { at, colour } of lines) {
    const x = plot.valToPos(at / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
