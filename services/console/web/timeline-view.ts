import type { Timeline } from '@checkride/client/api/console-views';
import type { ModelContract } from '@checkride/domain/contract/contract';
import { chart, type ChartSpec, type Series } from './chart.js';
import { colourOf, headlineColour } from './colours.js';
import { h } from './dom.js';
import { count, duration, figure, percent } from './format.js';
import { decisionLane, trafficLane, workLane } from './lanes.js';
import type { Band } from './time-axis.js';

const PSI_COUNTS_FROM = 0.2;
const DAY = 86_400_000;

/** Decisions, traffic, business measures, risk, drift and volume of a model, one under the other on one time axis. */
export function timelineView(timeline: Timeline, contract: ModelContract): HTMLElement {
  const { from, until, bucket_ms: bucket, shares, traffic, risk } = timeline;
  if (timeline.traffic.length === 0)
    return h(
      'p',
      { class: 'quiet' },
      'Nothing was reported in this time: the first window closes soon after the first event.',
    );
  const range = { from: Math.floor(from / bucket) * bucket, until };
  const versions = [...new Set([...shares, ...traffic, ...risk].map(({ version }) => version))];
  const colour = (version: string): string => colourOf(versions.indexOf(version));
  const times = starts(range, bucket);
  const frame = {
    range,
    bucketMs: bucket,
    times,
    bands: bandsOf(contract, range),
    lines: timeline.decisions
      .filter(({ headline }) => headline !== 'HOLD')
      .map(({ at, headline }) => ({ at, colour: headlineColour(headline) })),
  };
  const byVersion = <P extends { at: number; version: string }>(
    points: readonly P[],
    value: (point: P) => number,
  ): Series[] =>
    versions
      .filter((version) => points.some((point) => point.version === version))
      .map((version) => ({
        label: version,
        colour: colour(version),
        values: placed(
          times,
          points.filter((point) => point.version === version),
          value,
        ),
      }));
  const dashed = (label: string, limit: number): Series => ({
    label,
    colour: '#566272',
    values: times.map(() => limit),
    dashed: true,
  });
  const each = bucket === DAY ? 'by day' : `by ${duration(bucket)}`;
  const specs: ChartSpec[] = [
    ...kpiCharts(timeline, frame, byVersion),
    ...(risk.length === 0
      ? []
      : [
          {
            ...frame,
            title: 'Risk against tolerance',
            note: `mean Brier loss of matured predictions, ${each}`,
            series: [
              ...byVersion(risk, (point) => point.risk),
              ...(timeline.tolerance ? [dashed('tolerated on average', timeline.tolerance.limit)] : []),
            ],
            unit: figure,
          },
        ]),
    {
      ...frame,
      title: 'Drift',
      note: 'population stability index of each input and the score',
      series: [...driftSeries(timeline, times), dashed('counts from', PSI_COUNTS_FROM)],
      unit: figure,
      spanGaps: true,
    },
    {
      ...frame,
      title: 'Predictions',
      note: each,
      series: byVersion(traffic, (point) => point.predictions),
      unit: count,
    },
  ];
  return h(
    'div',
    { class: 'card timeline' },
    decisionLane(range, timeline.decisions),
    workLane(range, timeline.ledger),
    trafficLane(range, shares, colour),
    ...specs.map(chart),
  );
}

type Frame = Pick<ChartSpec, 'range' | 'bucketMs' | 'times' | 'bands' | 'lines'>;
type ByVersion = <P extends { at: number; version: string }>(
  points: readonly P[],
  value: (point: P) => number,
) => Series[];

/** The contract's business measures; without any, the share of positive truth stands in their place. */
function kpiCharts({ kpis, risk }: Timeline, frame: Frame, byVersion: ByVersion): ChartSpec[] {
  const names = [...new Set(kpis.map(({ kpi }) => kpi))];
  const charts = names.map((name): ChartSpec => ({
    ...frame,
    title: name,
    note: 'share of units that reached it',
    series: byVersion(
      kpis.filter(({ kpi }) => kpi === name),
      ({ reached, units }) => reached / units,
    ),
    unit: percent,
  }));
  if (charts.length > 0 || risk.length === 0) return charts;
  return [
    {
      ...frame,
      title: 'Positive truth',
      note: 'share of positive labels, by version that predicted',
      series: byVersion(risk, ({ positives, labelled }) => positives / labelled),
      unit: percent,
    },
  ];
}

const driftSeries = ({ drift }: Timeline, times: readonly number[]): Series[] =>
  [...new Set(drift.map(({ feature }) => feature))].map((feature, index) => ({
    label: feature,
    colour: colourOf(index),
    values: placed(
      times,
      drift.filter((point) => point.feature === feature),
      ({ psi }) => psi,
    ),
  }));

/** Starts of the buckets that cover a range which begins with one. */
const starts = ({ from, until }: Band, bucket: number): number[] =>
  Array.from(
    { length: Math.max(1, Math.ceil((until - from) / bucket)) },
    (_, index) => from + index * bucket,
  );

function placed<P extends { at: number }>(
  times: readonly number[],
  points: readonly P[],
  value: (point: P) => number,
): (number | null)[] {
  const at = new Map(points.map((point) => [point.at, value(point)]));
  return times.map((time) => at.get(time) ?? null);
}

/** Stretches in which something was injected, as the contract's notes say. */
function bandsOf({ notes = [] }: ModelContract, range: Band): Band[] {
  return notes
    .filter(({ kind, from, until }) => kind === 'injected' && (from !== undefined || until !== undefined))
    .map(({ from, until }) => ({
      from: from === undefined ? range.from : Date.parse(from),
      until: until === undefined ? range.until : Date.parse(until),
    }));
}
