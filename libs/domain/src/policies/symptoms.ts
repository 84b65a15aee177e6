import type { Report } from '../report/report.js';

/** A plain alarm of a simple policy: what, and on the side of the data or of the service. */
export interface Symptom {
  readonly kind: 'service' | 'inputs' | 'drift' | 'loss';
  readonly what: string;
}

interface Share {
  readonly n: number;
  readonly k: number;
}

const LEAST_ROWS = 50;
const PSI = 0.2;
/** An alarm is a share this many times its own average, and this much above it. */
const TIMES = 2;
const ABOVE = 0.02;
const MEMORY = 0.98;

/** Watches shares against their own slowly moving averages, as a dashboard with thresholds would. */
export class SymptomWatch {
  private readonly averages = new Map<string, number>();

  /** Symptoms of a report. */
  look(report: Report): Symptom[] {
    const symptoms: Symptom[] = [];
    const whole = report.serving.filter(({ region, role }) => region === 'all' && role !== 'shadow');
    const sum = (of: (cell: (typeof whole)[number]) => number): number =>
      whole.reduce((total, cell) => total + of(cell), 0);
    const n = sum((cell) => cell.n);
    const watch = (kind: Symptom['kind'], what: string, share: Share): void => {
      if (this.isHigh(what, share)) symptoms.push({ kind, what });
    };
    watch('service', 'errors', { n, k: sum((cell) => cell.errors + cell.timeouts) });
    watch('service', 'slow answers', { n, k: sum((cell) => cell.slow) });
    for (const { check, feature, region, n: rows, k } of report.checks)
      if (region === 'all') watch('inputs', `${check} of ${feature}`, { n: rows, k });
    for (const { feature, region, psi } of report.drift)
      if (region === 'all' && psi > PSI) symptoms.push({ kind: 'drift', what: `PSI of ${feature}` });
    for (const { region, role, labelled, fp, fn } of report.cohorts)
      if (region === 'all' && role !== 'shadow')
        watch('loss', `loss of ${role}`, { n: labelled, k: fp + fn });
    return symptoms;
  }

  private isHigh(name: string, { n, k }: Share): boolean {
    if (n < LEAST_ROWS) return false;
    const share = k / n;
    const average = this.averages.get(name) ?? share;
    const high = share > TIMES * average && share > average + ABOVE;
    if (!high) this.averages.set(name, MEMORY * average + (1 - MEMORY) * share);
    return high;
  }
}
