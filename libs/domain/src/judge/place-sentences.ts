import type { EvidenceItem } from './decision.js';
import type { DecisionRecord } from './decision-record.js';
import { harmName } from './stream-name.js';
import { figure, percent, sentence, where } from './figures.js';

const versionOf = (stream: string): string =>
  /(?:of|by answers of) (\S+)/.exec(stream)?.[1] ?? 'this version';

const under = (prefix: string, counts: EvidenceItem['counts']): (readonly [name: string, n: number])[] =>
  Object.entries(counts).flatMap(([key, n]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), n] as const] : [],
  );

const share = (k: number, n: number): string => percent(n === 0 ? 0 : k / n);

/** T1: who really answered, how that is known, and which instances are concerned. */
export function artifactSentence(record: DecisionRecord, item: EvidenceItem): string {
  const { stream, counts, scope } = item;
  if (record.reason === 'withdrawn_version_serves')
    return `${share(counts['k'] ?? 0, counts['n'] ?? 0)} of ${figure(counts['n'] ?? 0)} ${stream.replace(/^answers of /, 'answers are those of ')}: somebody put it back, or it never left. It stays withdrawn until a person lifts it.`;
  const { n = 0, mismatches = 0 } = counts;
  const version = versionOf(stream);
  const [maker] = under('answered_by.', counts);
  const instances = under('instance.', counts).sort(([, a], [, b]) => b - a);
  const place = sentence(where(scope));
  const others = record.evidence.filter((item) => item.rule === 'T1').length - 1;
  const by = maker
    ? `and ${figure(maker[1])} of the ${figure(mismatches)} others with ${maker[0]}`
    : 'and no registered version makes the others';
  return [
    stream.startsWith('artifact')
      ? `${place} ${figure(mismatches)} of ${figure(n)} answers labelled ${version} name another artifact than the registered one: ${maker ? `that of ${maker[0]}` : 'one that nobody registered'}.`
      : `${place} ${share(mismatches, n)} of the answers labelled ${version} were not made by ${version}: of ${figure(n)} ${stream.startsWith('probes') ? 'probes' : 'logged requests scored again'} ${share(n - mismatches, n)} agree with ${version}, ${by}.`,
    ...(instances.length > 0
      ? [`Instances concerned: ${instances.map(([name, bad]) => `${name} (${figure(bad)})`).join(', ')}.`]
      : []),
    ...(others > 0 ? [`${others} more ${others === 1 ? 'proof' : 'proofs'} of the same kind.`] : []),
  ].join(' ');
}

/** T2: which runtime answers there and elsewhere, and what is wrong with it, if anything is. */
export function runtimeSentence(
  { evidence, scope, reason }: DecisionRecord,
  { stream }: EvidenceItem,
): string {
  const [what = '', elsewhere = ''] = stream.split(', elsewhere ');
  const [of = '', runtime = ''] = what.split(': ');
  const symptom = evidence.find((item) => item.rule === 'T2' && item.stream !== stream)?.stream;
  const told = `${sentence(where(scope))} the ${of} is ${runtime}, elsewhere it is ${elsewhere}`;
  return reason === 'wrong_runtime'
    ? `${told}; the artifact is the right one, and ${symptom ? harmName(symptom) : 'something'} is wrong there only.`
    : `${told}; nothing is wrong there so far.`;
}

/** T9: how the traffic is divided against its plan, or that units change sides. */
export function divisionSentence(record: DecisionRecord, { scope, statistic, counts }: EvidenceItem): string {
  const { units = 0, candidate = 0, planned = 0, both = 0 } = counts;
  const place =
    record.scope.includes('all') && !scope.includes('all')
      ? `Everywhere, clearest ${where(scope)},`
      : sentence(where(scope));
  const consequence = 'so its parts cannot be compared and nothing advances';
  return statistic === 'units_in_both_roles'
    ? `${place} ${figure(both)} of ${figure(units)} units were answered by both versions of one route, ${consequence}.`
    : `${place} the candidate got ${share(candidate, units)} of ${figure(units)} units where the route plans ${share(planned, units)}, ${consequence}.`;
}
