import type { EvidenceItem } from './decision.js';
import type { DecisionRecord } from './decision-record.js';
import { figure, isRegional, percent, sentence, where } from './figures.js';
import { harmName, inputCheck } from './stream-name.js';
import { REFUSED_RECORDS } from './observe/refused-records.js';
import { scopeOf } from '../scope.js';

/** Figures of the rule that decided, of one statistic, strongest first. */
const figuresOf = ({ evidence, rule }: DecisionRecord, statistic: string): EvidenceItem[] =>
  evidence
    .filter((item) => item.rule === rule && item.statistic === statistic)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));

/** What is broken: a service level by its rates in each role, or an input by the rows that show it. */
export function brokenSentence(record: DecisionRecord): string {
  const [level] = figuresOf(record, 'log_e');
  return level ? levelClause(record, level) : inputClause(record);
}

/** `Errors everywhere: 38 % of 120 answers of the control (1 % allowed)`, by role where two answer. */
function levelClause(record: DecisionRecord, { stream, scope }: EvidenceItem): string {
  const [metric = ''] = stream.split(' of the ', 1);
  const all = figuresOf(record, 'log_e');
  const same = all.filter(
    (item) => item.stream.startsWith(`${metric} of the `) && String(item.scope) === String(scope),
  );
  const rates = same.flatMap(({ stream: name, counts: { n = 0, k = 0 } }) =>
    n === 0 ? [] : [`${percent(k / n)} of ${figure(n)} answers of ${answerer(record, name, same.length)}`],
  );
  const allowed = same[0]?.counts['allowed'];
  const limit = allowed === undefined ? '' : ` (${percent(allowed)} allowed)`;
  const shown = rates.length === 0 ? '' : `: ${rates.join(', ')} in the last window${limit}`;
  const others = [...new Set(all.map((item) => item.stream.split(' of the ', 1)[0] ?? ''))].filter(
    (name) => name !== metric,
  );
  const too = others.length === 0 ? '' : `, ${others.map(harmName).join(' and ')} too`;
  return `${sentence(harmName(metric))} ${where(record.scope.includes('all') ? scope : record.scope)}${shown}${too}`;
}

const answerer = ({ versions }: DecisionRecord, stream: string, roles: number): string =>
  (stream.endsWith('candidate')
    ? versions.candidate
    : roles > 1
      ? versions.serving
      : (versions.candidate ?? versions.serving)) ?? 'what serves';

/** `Visits has missing values in 72 % of 57 rows in region eu (at most 1.2 % is usual)`. */
function inputClause(record: DecisionRecord): string {
  const all = figuresOf(record, 'windows_bad');
  // A check that one region alone opens may open that of all rows too: the region is what is meant.
  const own = isRegional(record.scope) ? all.filter(({ scope }) => isRegional(scope)) : all;
  const items = own.length > 0 ? own : all;
  const first = items.find(({ counts }) => counts['n'] !== undefined) ?? items[0];
  if (!first) return 'Something is broken';
  const check = inputCheck(first.stream);
  const seen = placesOf(items, first.stream);
  const everywhere = record.vector.traffic.some(
    ({ rule, scope }) => rule === record.rule && scope.includes('all'),
  );
  const spreads = everywhere && !seen.includes('all') ? ', and no other region is known to be well' : '';
  const { n, k = 0, limit } = first.counts;
  const usual = limit === undefined ? '' : ` (at most ${percent(limit)} is usual)`;
  const rows = n === undefined ? '' : ` in ${percent(k / n)} of ${figure(n)} rows`;
  const what = check
    ? `${check.feature} ${first.stream === REFUSED_RECORDS ? 'have' : 'has'} ${n === undefined ? 'far more ' : ''}${check.counts}${n === undefined ? ' than ever' : ''}`
    : `${first.stream} is broken`;
  const others = [...new Set(items.map(({ stream }) => stream))].filter((stream) => stream !== first.stream);
  const too = others.length === 0 ? '' : `; ${others.map(harmName).join(', ')} too`;
  return `${sentence(what)}${rows} ${where(seen)}${usual}${spreads}${too}`;
}

const placesOf = (items: readonly EvidenceItem[], stream: string): readonly string[] =>
  scopeOf(...items.filter((item) => item.stream === stream).flatMap(({ scope }) => scope));

/** T7: why none of our changes is blamed, from what the record holds. */
export function notOurs({ reason, changes, evidence, rule }: DecisionRecord): string {
  if (reason === 'rollback_did_not_cure') return 'and going back did not cure it';
  if (changes.length === 0) return 'and no change of ours explains it';
  if (evidence.some((item) => item.rule === rule && item.statistic === 'windows_bad'))
    return 'and a change of ours moves answers, not the inputs that all versions read';
  if (changes.some(({ kind }) => kind === 'drain')) return 'and draining the candidate did not cure it';
  return 'and it cannot be laid at one of our changes alone';
}
