import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { canonicalJson } from '@checkride/domain/canonical';
import { foldReport } from '@checkride/domain/judge/fold';
import { JUDGE_STATE_VERSION, type JudgeState } from '@checkride/domain/judge/state';
import { decodeState, encodeState } from '@checkride/judge/adapters/state-codec';
import { MINUTE } from './model.js';
import { minuteReport } from './reports.js';

const { values } = parseArgs({
  options: { models: { type: 'string', default: '100' }, minutes: { type: 'string', default: '20' } },
});
const models = Number(values.models);
const minutes = Number(values.minutes);
/** Before measuring: the release begins, the second epoch is open, code is compiled. */
const BEFORE = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SECOND_DAY = 1440;
/** What may be used: a tenth of one core at one-minute windows. */
const ALLOWED_MS = MINUTE / 10;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const fold = (state: JudgeState | undefined, minute: number): JudgeState => {
  const report = { ...minuteReport(minute), seq: (state?.seq ?? 0) + 1 };
  return foldReport(state, report).state;
};
const prepared = [...BEFORE, ...BEFORE.map((later) => SECOND_DAY + later)].reduce(
  fold,
  undefined as JudgeState | undefined,
);
let seq = prepared?.seq ?? 0;

const states = Array.from({ length: models }, () => prepared);
const folding: number[] = [];
const storing: number[] = [];
let streams = 0;
let bytes = 0;
let plain = 0;
for (let minute = 0; minute < minutes; minute++) {
  const report = { ...minuteReport(SECOND_DAY + BEFORE.length + minute), seq: seq + 1 };
  seq += 1;
  streams = new Set(report.contrasts.map(({ metric, segment }) => `${metric}|${segment}`)).size;
  const from = cpuMs();
  for (let model = 0; model < models; model++) states[model] = foldReport(states[model], report).state;
  const folded = cpuMs();
  for (let model = 0; model < models; model++) {
    const state = states[model];
    if (!state) continue;
    const stored = encodeState(state);
    if (model === 0) [bytes, plain] = [stored.length, canonicalJson(state).length];
    states[model] = decodeState(stored, JUDGE_STATE_VERSION);
  }
  folding.push(folded - from);
  storing.push(cpuMs() - folded);
}
const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const share = (ms: number): string => `${((100 * ms) / MINUTE).toFixed(2)} %`;

console.log(
  `${models} models × ${streams} streams, ${minutes} one-minute windows, one core of ${cpus()[0]?.model}`,
);
console.log(`fold: ${median(folding).toFixed(0)} ms CPU a window, ${share(median(folding))} of one core`);
console.log(
  `state to bytes and back: ${median(storing).toFixed(0)} ms CPU a window, ${share(median(storing))}`,
);
console.log(`state: ${(bytes / 1024).toFixed(1)} KB as stored, ${(plain / 1024).toFixed(1)} KB as JSON`);
process.exitCode = median(folding) <= ALLOWED_MS && bytes <= 50 * 1024 ? 0 : 1;
