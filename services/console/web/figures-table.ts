import type { ChartSpec } from './chart.js';
import { table } from './dom.js';
import { bucketName } from './format.js';

/** The figures of a chart as a table, newest first: for those who cannot see it, and to copy from. */
export const figures = ({ title, times, series, unit, bucketMs }: ChartSpec): HTMLElement =>
  table(
    `${title}, figures`,
    ['From (UTC)', ...series.map(({ label }) => `#${label}`)],
    times
      .map((time, index) => ({
        cells: [
          bucketName(time, bucketMs),
          ...series.map(({ values }) => {
            const value = values[index];
            return value === null || value === undefined ? '–' : unit(value);
          }),
        ],
      }))
      .reverse(),
  );
