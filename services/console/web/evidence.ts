import type { EvidenceItem } from '@checkride/domain/judge/decision';
import { h, table } from './dom.js';
import { count, duration, figure, percent, scopeText, words } from './format.js';

const STATISTICS: Readonly<Record<string, string>> = {
  log_e: 'ln E, log of the e-value',
  ms: 'time',
  psi: 'PSI',
  mean_plus_3_se: 'mean + 3 standard errors',
};

/** The figures a decision rests on, each against its threshold; `data` elements hold them with every digit. */
export const evidenceTable = (evidence: readonly EvidenceItem[]): HTMLElement =>
  table(
    'Evidence',
    [
      'Rule',
      'What',
      'Where',
      'Statistic',
      '#Value',
      '#Threshold',
      'Value against threshold',
      'Kind',
      'Counts',
    ],
    evidence.map((item) => ({
      cells: [
        item.rule,
        words(item.stream.split('|')[0] ?? item.stream),
        scopeText(item.scope),
        STATISTICS[item.statistic] ?? words(item.statistic),
        exact(item.value, item.statistic),
        exact(item.threshold, item.statistic),
        meter(item),
        item.kind,
        countsText(item.counts),
      ],
    })),
  );

function exact(value: number | null, statistic: string): HTMLElement | string {
  return value === null ? '–' : h('data', { value }, inUnit(value, statistic));
}

function inUnit(value: number, statistic: string): string {
  if (statistic === 'ms') return duration(value);
  return statistic.startsWith('share') ? percent(value) : figure(value);
}

/** A bar as long as the value, with a tick where the threshold is. */
function meter({ value, threshold }: EvidenceItem): HTMLElement | null {
  if (value === null || threshold === null || threshold <= 0) return null;
  const most = Math.max(value, threshold) * 1.05;
  const reached = value >= threshold;
  const bar = h('span', { class: `fill ${reached ? 'reached' : ''}` });
  bar.style.width = `${(Math.max(0, value) / most) * 100}%`;
  const tick = h('span', { class: 'tick' });
  tick.style.left = `${(threshold / most) * 100}%`;
  const share = value <= 0 ? 'nothing of it' : `${figure(Math.round((value / threshold) * 100))} % of it`;
  return h(
    'span',
    { class: 'against' },
    h('span', { class: 'meter', 'aria-hidden': 'true' }, bar, tick),
    h('span', { class: 'small' }, reached ? 'reached' : share),
  );
}

function countsText(counts: Readonly<Record<string, number>>): string {
  const roles = ['candidate', 'control'].filter((role) => `${role}_n` in counts && `${role}_k` in counts);
  const told = new Set(roles.flatMap((role) => [`${role}_n`, `${role}_k`]));
  return [
    ...roles.map(
      (role) => `${role} ${count(counts[`${role}_k`] ?? 0)} of ${count(counts[`${role}_n`] ?? 0)}`,
    ),
    ...Object.entries(counts)
      .filter(([name]) => !told.has(name))
      .map(([name, n]) => `${words(name)} ${count(n)}`),
  ].join(', ');
}
