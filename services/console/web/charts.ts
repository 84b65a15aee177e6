import uPlot from './uplot.js';
import { h } from './dom.js';
import { figure } from './format.js';

/** One line of a chart; null is a gap. */
export interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly dashed?: boolean;
}

/** A chart over days (ms), with marks drawn as vertical lines. */
export interface ChartOptions {
  readonly title: string;
  readonly days: readonly number[];
  readonly series: readonly Series[];
  readonly marks: readonly { readonly at: number; readonly label: string }[];
  readonly unit?: (value: number) => string;
}

const COLOURS = ['#1d4e89', '#b3261e', '#1f6b45', '#8a5a00', '#5b3fa0', '#0b7285', '#9c2c77'];

/** A line chart on the shared time axis; its figures stand in a table below for those who cannot see it. */
export function chart({ title, days, series, marks, unit = figure }: ChartOptions): HTMLElement {
  const canvas = h('div', { role: 'img', 'aria-label': summary(title, series, unit) });
  const element = h(
    'figure',
    { class: 'card chart' },
    h('figcaption', {}, title),
    canvas,
    dataTable(days, series, unit),
  );
  const draw = (): void => {
    canvas.replaceChildren();
    new uPlot(
      options(canvas.clientWidth, series, marks, unit),
      [days.map((day) => day / 1000), ...series.map(({ values }) => [...values])],
      canvas,
    );
  };
  let width = 0;
  new ResizeObserver(() => {
    if (canvas.clientWidth === width || canvas.clientWidth === 0) return;
    width = canvas.clientWidth;
    draw();
  }).observe(canvas);
  return element;
}

function options(
  width: number,
  series: readonly Series[],
  marks: ChartOptions['marks'],
  unit: (value: number) => string,
): object {
  return {
    width,
    height: 190,
    tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    cursor: { sync: { key: 'time' } },
    axes: [{}, { size: 64, values: (_: unknown, ticks: number[]) => ticks.map((tick) => unit(tick)) }],
    series: [
      {},
      ...series.map(({ label, dashed }, index) => ({
        label,
        stroke: COLOURS[index % COLOURS.length],
        width: dashed ? 1.5 : 2,
        ...(dashed ? { dash: [6, 4] } : {}),
        points: { show: false },
        value: (_: unknown, value: number | null) => (value === null ? '–' : unit(value)),
      })),
    ],
    hooks: {
      draw: [
        (plot: {
          ctx: CanvasRenderingContext2D;
          valToPos: (value: number, scale: string, canvas: boolean) => number;
          bbox: { top: number; height: number };
        }) => drawMarks(plot, marks),
      ],
    },
  };
}

function drawMarks(
  plot: {
    ctx: CanvasRenderingContext2D;
    valToPos: (value: number, scale: string, canvas: boolean) => number;
    bbox: { top: number; height: number };
  },
  marks: ChartOptions['marks'],
): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = '#566272';
  ctx.fillStyle = '#566272';
  ctx.setLineDash([2, 3]);
  marks.forEach(({ at, label }, index) => {
    const x = plot.valToPos(at / 1000, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(label, x + 4, bbox.top + 12 + (index % 3) * 14);
  });
  ctx.restore();
}

const summary = (title: string, series: readonly Series[], unit: (value: number) => string): string =>
  `${title}. ${series
    .map(({ label, values }) => {
      const known = values.filter((value): value is number => value !== null);
      return known.length === 0
        ? `${label}: nothing yet`
        : `${label}: from ${unit(Math.min(...known))} to ${unit(Math.max(...known))}, last ${unit(known.at(-1) ?? 0)}`;
    })
    .join('. ')}`;

const dataTable = (
  days: readonly number[],
  series: readonly Series[],
  unit: (value: number) => string,
): HTMLElement =>
  h(
    'details',
    { class: 'small' },
    h('summary', {}, 'Figures'),
    h(
      'div',
      { class: 'scroll', tabindex: 0 },
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, 'Day'),
            series.map(({ label }) => h('th', { scope: 'col', class: 'number' }, label)),
          ),
        ),
        h(
          'tbody',
          {},
          days.map((day, index) =>
            h(
              'tr',
              {},
              h('td', {}, new Date(day).toISOString().slice(0, 10)),
              series.map(({ values }) =>
                h(
                  'td',
                  { class: 'number' },
                  values[index] === null || values[index] === undefined ? '–' : unit(values[index]),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
