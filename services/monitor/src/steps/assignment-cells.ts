import type { AssignmentRow } from '@checkride/store/queries/read-assignments.query';
import type { AssignmentCell } from '@checkride/domain/report/cells';
import { byKeys } from './evidence.js';

/** How units were divided by stratum (region and route revision), in canonical order. */
export const assignmentCells = (rows: readonly AssignmentRow[]): AssignmentCell[] =>
  rows
    .map(({ release, epoch, region, revision, candidate, control, both }) => ({
      release,
      epoch,
      stratum: `${region}@${revision}`,
      candidate,
      control,
      both,
    }))
    .sort(byKeys((cell) => [cell.release, cell.epoch, cell.stratum]));
