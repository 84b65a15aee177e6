import { wilsonInterval } from '@checkride/statistics/numerics/wilson';
import type { EpisodeResult } from '../../incidents/runs/result.js';
import { markdown } from './table.js';

const HOUR_MINUTES = 60;
const Z95 = 1.96;
const HEAD = [
  'flights with',
  'wanted',
  'played',
  'right',
  '95 %',
  'false actions',
  'hours to it',
  'scope exact',
];

/** How faults were met, and how often something was done where nothing was wrong. */
export function flightTable(results: readonly EpisodeResult[]): string {
  const names = [...new Set(results.map(({ generator }) => generator))];
  return markdown(
    HEAD,
    names.map((name) => cellsOf(results.filter(({ generator }) => generator === name))),
  );
}

/** Whether an episode went as it should: its incidents right, nothing done outside them. */
const isRight = ({ incidents, falseActions }: EpisodeResult): boolean =>
  falseActions.length === 0 && incidents.every(({ right }) => right);

function cellsOf(results: readonly EpisodeResult[]): string[] {
  const right = results.filter(isRight).length;
  const { low, high } = wilsonInterval(right, results.length, Z95);
  const incidents = results.flatMap((result) => result.incidents);
  const delays = incidents
    .flatMap(({ right: met, delay }) => (met && delay !== null ? [delay / HOUR_MINUTES] : []))
    .sort((a, b) => a - b);
  const scopes = incidents.flatMap(({ scope }) => (scope === null ? [] : [scope]));
  return [
    results[0]!.generator,
    incidents[0]?.wanted.split(' | ')[0] ?? 'no action',
    String(results.length),
    String(right),
    `${percent(low)}–${percent(high)}`,
    String(results.reduce((sum, { falseActions }) => sum + falseActions.length, 0)),
    delays.length === 0 ? '–' : spanOf(delays),
    scopes.length === 0 ? '–' : `${scopes.filter(Boolean).length} of ${scopes.length}`,
  ];
}

/** Median and range of what is sorted. */
const spanOf = (sorted: readonly number[]): string =>
  `${sorted[Math.floor(sorted.length / 2)]!.toFixed(0)} (${sorted[0]!.toFixed(0)}–${sorted.at(-1)!.toFixed(0)})`;

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** What divisions with nothing wrong bound: actions, and holds and pages beside them, with Wilson's upper ends. */
export function nothingWrongLine(results: readonly EpisodeResult[]): string {
  const quiet = results.filter(({ incidents }) => incidents.length === 0);
  const said = (what: string, of: (result: EpisodeResult) => boolean): string => {
    const k = quiet.filter(of).length;
    const { high } = wilsonInterval(k, quiet.length, Z95);
    return `${what} in ${k} of ${quiet.length} (at most ${(high * 100).toFixed(1)} %)`;
  };
  return [
    said('an action', ({ falseActions }) => falseActions.length > 0),
    said('a hold of the release', ({ holds }) => holds > 0),
    said('a page', ({ pages }) => pages > 0),
  ].join(', ');
}
