import { canonicalJson, sha256 } from '@checkride/domain/canonical';
import { examineProbes, type ProbeAnswer, type ProbeBook } from '@checkride/domain/examination/probe-book';
import type { ExaminationResult } from '@checkride/domain/jobs';
import { ALL_REGIONS } from '@checkride/domain/report/cells';
import { fieldsOf, nameOf, timeOf, type Fields } from './told-values.js';

/** Golden rows of an episode and what regions answered to them, on their way to the controller as a runner's results. */
export class ProbeAnswers {
  private book: ProbeBook = {};
  private answers: ProbeAnswer[] = [];
  private examinedUntil: number;

  /** `start` (ms): nothing is examined before. */
  constructor(start: number) {
    this.examinedUntil = start;
  }

  /** Takes a probe of the model; one that names no version asked nobody. */
  take(probe: Fields, arrivesAt: number): void {
    const version = nameOf(probe['version']);
    const time = timeOf(probe['event_time']);
    if (version === '') return;
    this.answers.push({
      row: sha256(canonicalJson(fieldsOf(probe['features']))),
      version,
      region: nameOf(probe['region']) || ALL_REGIONS,
      instance: nameOf(probe['instance']),
      time: Number.isFinite(time) ? time : arrivesAt,
      score: scoreOf(fieldsOf(probe['prediction'])),
    });
  }

  /** What the probes show that came since the last time; undefined without any. */
  examine(now: number): ExaminationResult | undefined {
    const { answers, examinedUntil } = this;
    if (answers.length === 0) return undefined;
    const { book, cells } = examineProbes(this.book, [examinedUntil, now], answers);
    this.book = book;
    this.answers = [];
    this.examinedUntil = now;
    return { kind: 'examination', examinations: cells, counterfactuals: [] };
  }
}

/** One number for an answer: equal answers have equal ones. */
function scoreOf({ score, value, class: named }: Fields): number {
  if (typeof score === 'number') return score;
  if (typeof value === 'number') return value;
  return typeof named === 'string' ? Number.parseInt(sha256(named).slice(0, 8), 16) : Number.NaN;
}
