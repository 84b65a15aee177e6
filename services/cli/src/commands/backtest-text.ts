import type { Account } from '@checkride/domain/backtest/account';
import type { Backtest } from '@checkride/domain/backtest/backtest';
import type { RetrainAccount } from '@checkride/domain/backtest/retrains';
import { moment, table } from '../output/table.js';

const HOUR_MS = 3_600_000;
const MOST_DIVERGENCES = 20;

/** A backtest for people: both ways side by side, why each retraining, and where they part. */
export function backtestText(
  model: string,
  { over, reports, was, instead, divergences }: Backtest,
  stored: { readonly compared: number; readonly equal: number },
  changed: string,
): string {
  const head = `${model}, ${moment(over[0])} to ${moment(over[1])} UTC: ${reports} windows; ${stored.equal} of ${stored.compared} stored decisions come out again to the byte.`;
  if (changed === '') return `${head}\n\n${table(['', 'as it was'], rows([was]))}`;
  return [
    head,
    table(['', 'as it was', changed], rows([was, instead])),
    ...retrainText(instead, changed),
    divergences.length === 0
      ? 'Nothing would have been said otherwise.'
      : table(
          ['window ends', 'as it was', changed],
          divergences
            .slice(0, MOST_DIVERGENCES)
            .map(({ at, was: said, instead: other }) => [moment(at), said, other]),
        ),
    ...(divergences.length > MOST_DIVERGENCES
      ? [`… and ${divergences.length - MOST_DIVERGENCES} times more (--json tells all).`]
      : []),
    'Costs are hours of the traffic of this model, at the prices of the incident benchmark: a page .1, a retraining .5, an hour of holding .05 (at most .5 a release), a rollback nobody else asks for 1. The evidence is what the real releases left behind.',
  ].join('\n\n');
}

const ROWS: readonly (readonly [string, (account: Account) => number])[] = [
  ['rollbacks', ({ rollbacks }) => rollbacks.length],
  [
    "candidate's answers after them",
    ({ rollbacks }) => rollbacks.reduce((sum, { answers_after }) => sum + answers_after, 0),
  ],
  [
    'bad outcomes among those, beyond control',
    ({ rollbacks }) => rollbacks.reduce((sum, { excess_after }) => sum + excess_after, 0),
  ],
  ['hours a release was held', ({ held_ms }) => Math.round((held_ms / HOUR_MS) * 10) / 10],
  ['promotions', ({ promotions }) => promotions],
  ['quarantines', ({ quarantines }) => quarantines],
  ['retrainings', ({ retrains }) => retrains.length],
  ['  needed', (account) => ofKind(account, 'needed').length],
  ['  needless', (account) => ofKind(account, 'needless').length],
  ['  poisoned', (account) => ofKind(account, 'poisoned').length],
  ['pages', ({ pages }) => pages],
  ['tickets', ({ tickets }) => tickets],
  ['cost, hours of traffic', ({ cost }) => Math.round(cost * 100) / 100],
];

const rows = (accounts: readonly Account[]): (string | number)[][] =>
  ROWS.map(([name, of]) => [name, ...accounts.map(of)]);

const ofKind = ({ retrains }: Account, kind: RetrainAccount['kind']): readonly RetrainAccount[] =>
  retrains.filter((retrain) => retrain.kind === kind);

function retrainText(instead: Account, changed: string): string[] {
  const poisoned = ofKind(instead, 'poisoned');
  if (instead.retrains.length === 0) return [];
  const share = Math.round((100 * ofKind(instead, 'needed').length) / instead.retrains.length);
  const reasons = [...new Set(poisoned.map(({ because }) => because))].join('; ');
  return [
    `Of ${instead.retrains.length} retrainings of ${changed}, ${share} % had anything to learn; ${poisoned.length} would have learnt what is wrong${reasons === '' ? '' : ` (${reasons})`}.`,
  ];
}
