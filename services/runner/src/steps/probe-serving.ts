import type { ScoringPool } from '@checkride/artifacts/scoring-pool';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { ExaminationResult, Job } from '@checkride/domain/jobs';
import { examinationCells, differs, type Compared } from '@checkride/domain/examination/compare-answers';
import { readGoldenRows, type GoldenRows } from './golden-rows.js';
import { rangeOf } from './score-again.js';
import { scoreRows } from './score-rows.js';

/** Where golden rows are sent: a region (`all` without regions) and the serving that answers for it. */
export interface ProbedServing {
  readonly region: string;
  readonly serving: {
    probe(
      model: string,
      version: string,
      rows: readonly {
        readonly id: string;
        readonly segments: Readonly<Record<string, string>>;
        readonly features: GoldenRows['features'][number];
      }[],
    ): Promise<{
      readonly instance: string;
      readonly answers: readonly { readonly score: number | null }[];
    }>;
  };
}

/** What probing needs from outside. */
export interface ProbePorts {
  readonly servings: readonly ProbedServing[];
  readonly readArtifact: (digest: string) => Promise<Uint8Array>;
  readonly pool: ScoringPool;
}

interface Probe extends Compared {
  readonly features: GoldenRows['features'][number];
}

/** Carries out a probe order: golden rows of each version sent to each region's serving, held against its registration. */
export function createProbeStep({ servings, readArtifact, pool }: ProbePorts) {
  return async function probe(job: Job, record: ModelRecord): Promise<ExaminationResult> {
    const over = rangeOf(job);
    const answers: Probe[] = [];
    for (const [version, digest] of Object.entries(job.golden ?? {})) {
      const golden = readGoldenRows(await readArtifact(digest));
      for (const of of servings) answers.push(...(await ask(of, record, version, golden, over[1])));
    }
    const differing = answers.filter(differs);
    const others: Record<string, Float64Array> = {};
    if (differing.length > 0)
      for (const [version, artifact] of Object.entries(job.artifacts ?? {}))
        others[version] = await scoreRows(pool, artifact, record.contract, rowsOf(differing, record));
    const examinations = examinationCells('probe', over, answers, others);
    return { kind: 'examination', examinations, counterfactuals: [] };
  };
}

async function ask(
  { region, serving }: ProbedServing,
  { model, contract }: ModelRecord,
  version: string,
  { features, scores }: GoldenRows,
  time: number,
): Promise<Probe[]> {
  const segments: Record<string, string> =
    contract.region === null || region === 'all' ? {} : { [contract.region]: region };
  const rows = features.map((values, row) => ({ id: `golden-${row}`, segments, features: values }));
  const { instance, answers } = await serving.probe(model, version, rows);
  return features.map((values, row) => ({
    version,
    region,
    instance,
    time,
    given: answers[row]?.score ?? Number.NaN,
    again: scores[row] ?? Number.NaN,
    features: values,
  }));
}

function rowsOf(probes: readonly Probe[], { contract }: ModelRecord) {
  const column = <T>(read: (value: number | string | null | undefined) => T, type: (of: string) => boolean) =>
    Object.fromEntries(
      contract.features
        .filter((feature) => type(feature.type))
        .map(({ name }) => [name, probes.map(({ features }) => read(features[name]))]),
    );
  const isCategory = (type: string): boolean => type === 'category';
  return {
    ids: probes.map((_, row) => String(row)),
    times: [],
    labels: [],
    segments: {},
    numbers: column(
      (value) => (typeof value === 'number' ? value : Number.NaN),
      (type) => !isCategory(type),
    ),
    categories: column((value) => (typeof value === 'string' ? value : null), isCategory),
  };
}
