import type { Job } from '@checkride/domain/jobs';
import type { ModelContract } from '@checkride/domain/contract/contract';
import { holdOut, pick, type Rows } from '../rows.js';

/** Newest share of the rows kept back for validation. */
const VALIDATION_SHARE = 0.2;

/** Where rows come from: a file a person gave, or what was stored as known when the job was ordered. */
export interface RowSources {
  readonly file: (path: string, contract: ModelContract) => Promise<Rows>;
  readonly stored: (order: {
    contract: ModelContract;
    from: number;
    until: number;
    knownAt: number;
  }) => Promise<Rows>;
}

/** Rows of an order, without quarantined event times, split into what is trained on and what is held out. */
export async function trainingData(
  sources: RowSources,
  job: Job,
  contract: ModelContract,
): Promise<{ training: Rows; validation: Rows }> {
  const { data } = job;
  const rows =
    data.kind === 'file'
      ? await sources.file(data.path, contract)
      : await sources.stored({
          contract,
          from: data.from,
          until: data.until,
          knownAt: job.ordered_at === null ? data.until : job.ordered_at + contract.windows.base_ms,
        });
  const clean = rows.times.flatMap((time, row) =>
    job.quarantined.some(([from, until]) => time >= from && time < until) ? [] : [row],
  );
  return holdOut(pick(rows, clean), VALIDATION_SHARE);
}
