import type { ContrastRow } from '@checkride/store/queries/read-contrasts.query';
import type { ContrastCell } from '@checkride/domain/report/cells';
import { byKeys } from './evidence.js';

/** Both roles side by side by stratum (region and route revision), segment and metric, in canonical order. */
export const contrastCells = (rows: readonly ContrastRow[]): ContrastCell[] =>
  rows
    .map((row) => ({
      release: row.release,
      epoch: row.epoch,
      stratum: `${row.region}@${row.revision}`,
      segment: row.segment,
      metric: row.metric,
      candidate: { n: row.candidate_n, k: row.candidate_k },
      control: { n: row.control_n, k: row.control_k },
    }))
    .sort(byKeys((cell) => [cell.release, cell.epoch, cell.metric, cell.segment, cell.stratum]));
