import uPlot from './uplot.js';
import { h } from './dom.js';
import { bucketName } from './format.js';
import { figures } from './figures-table.js';
import { adopts } from './morph.js';
import { drawBands, drawLines, GUTTER, tickNames, type Band, type Line } from './time-axis.js';

/** One line of a chart; null is a gap. */
export interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly colour: string;
  readonly dashed?: boolean;
}

/** A chart over buckets of time (starts in ms); `spanGaps` joins points that lie several buckets apart. */
export interface ChartSpec {
  readonly title: string;
  readonly note?: string;
  readonly range: Band;
  readonly bucketMs: number;
  readonly times: readonly number[];
  readonly series: readonly Series[];
  readonly bands: readonly Band[];
  readonly lines: readonly Line[];
  readonly unit: (value: number) => string;
  readonly spanGaps?: boolean;
}

const HEIGHT = 170;
const specs = new WeakMap<Element, ChartSpec>();

/** A line chart on the shared time axis, its legend with the last or pointed-at values, and its figures as a table. */
export function chart(first: ChartSpec): HTMLElement {
  let spec = first;
  let plot: uPlot | undefined;
  let width = 0;
  const canvas = h('div', { role: 'img', class: 'plot' });
  const legend = h('p', { class: 'legend', 'aria-hidden': 'true' });
  const table = h('details', { class: 'small' }, h('summary', {}, 'Figures'));
  const heading = h('figcaption');
  const element = h(
    'figure',
    { class: 'chart', 'data-key': `chart-${first.title}` },
    heading,
    legend,
    canvas,
    table,
  );

  const point = (): void => legend.replaceChildren(...legendItems(spec, plot?.cursor.idx ?? null));
  const fillTable = (): void => {
    table.querySelector('.scroll')?.remove();
    if (table.open) table.append(figures(spec));
  };
  const tell = (): void => {
    heading.replaceChildren(
      spec.title,
      spec.note ? h('span', { class: 'quiet small' }, ` ${spec.note}`) : '',
    );
    canvas.setAttribute('aria-label', summary(spec));
    point();
    fillTable();
  };
  const draw = (): void => {
    plot?.destroy();
    plot = new uPlot(
      options(width, () => spec, point),
      columns(spec),
      canvas,
    );
  };

  specs.set(element, first);
  adopts(element, (next) => {
    const before = spec;
    spec = specs.get(next) ?? spec;
    tell();
    if (!plot) return;
    if (shape(before) === shape(spec)) plot.setData(columns(spec));
    else draw();
  });
  table.addEventListener('toggle', fillTable);
  new ResizeObserver(() => {
    if (canvas.clientWidth === width || canvas.clientWidth === 0) return;
    width = canvas.clientWidth;
    draw();
  }).observe(canvas);
  tell();
  return element;
}

const columns = ({ times, series }: ChartSpec): (number | null)[][] => [
  times.map((time) => time / 1000),
  ...series.map(({ values }) => [...values]),
];

const shape = ({ series, bucketMs }: ChartSpec): string =>
  `${bucketMs} ${series.map(({ label, colour }) => `${label} ${colour}`).join()}`;

function options(width: number, spec: () => ChartSpec, onPoint: () => void): object {
  const { series, unit, spanGaps } = spec();
  return {
    width,
    height: HEIGHT,
    padding: [8, GUTTER.right, 0, 0],
    legend: { show: false },
    tzDate: (seconds: number) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    cursor: { sync: { key: 'time' }, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { range: () => [spec().range.from / 1000, spec().range.until / 1000] },
      y: { range: (_: uPlot, low: number, high: number) => [Math.min(0, low), high > 0 ? high * 1.08 : 1] },
    },
    axes: [
      {
        space: 64,
        size: 30,
        grid: { show: false },
        values: (_: uPlot, ticks: number[], _axis: number, _space: number, step: number) =>
          tickNames(ticks, step),
      },
      {
        size: GUTTER.left,
        space: 34,
        values: (_: uPlot, ticks: number[]) => ticks.map((tick) => short(tick, unit)),
      },
    ],
    series: [
      {},
      ...series.map(({ label, dashed, colour, values }) => ({
        label,
        stroke: colour,
        width: dashed ? 1.5 : 2,
        spanGaps: spanGaps ?? false,
        ...(dashed ? { dash: [6, 4] } : {}),
        points: { show: !dashed && values.filter((value) => value !== null).length <= 20, size: 5 },
      })),
    ],
    hooks: {
      drawClear: [(plot: uPlot) => drawBands(plot, spec().bands)],
      draw: [(plot: uPlot) => drawLines(plot, spec().lines)],
      setCursor: [onPoint],
    },
  };
}

/** A figure that fits beside the axis. */
const short = (value: number, unit: (value: number) => string): string =>
  Math.abs(value) >= 10_000 ? `${value / 1000}k` : unit(value);

/** Every series with its value under the pointer, or its last one. */
function legendItems({ series, times, unit, bucketMs }: ChartSpec, index: number | null): HTMLElement[] {
  const at = index === null ? undefined : times[index];
  const items = series.map(({ label, values, colour, dashed }) => {
    const value = index === null ? values.findLast((known) => known !== null) : values[index];
    const swatch = h('span', { class: dashed ? 'swatch dashed' : 'swatch' });
    swatch.style.color = colour;
    return h('span', { class: 'item' }, swatch, `${label} `, h('b', {}, value == null ? '–' : unit(value)));
  });
  return at === undefined ? items : [h('span', { class: 'quiet' }, bucketName(at, bucketMs)), ...items];
}

const summary = ({ title, series, unit }: ChartSpec): string =>
  `${title}. ${series
    .map(({ label, values }) => {
      const known = values.filter((value): value is number => value !== null);
      return known.length === 0
        ? `${label}: nothing yet`
        : `${label}: from ${unit(Math.min(...known))} to ${unit(Math.max(...known))}, last ${unit(known.at(-1) ?? 0)}`;
    })
    .join('. ')}`;
