import { defineStatement } from '../query.js';
import { CONTRAST_COLUMNS } from './contrast-parts.js';
import { DAY, exposedUnits } from './exposed-parts.js';
import { COHORT_END, MATURED } from './matured-rows.js';
import { dueIn, RANGE_TYPES, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** Counts units whose first answer in the epoch turned out wrong, once cohorts are mature. */
export const fillUnitLabelContrasts = defineStatement<PaneParams>({
  name: 'unit-label-contrasts',
  sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${MATURED}, ${exposedUnits(`greatest(${DAY}, mature_ms)`)}
SELECT j.model, toDateTime(intDiv(any(${dueIn(`(${COHORT_END} + mature_ms)`)}), 1000), 'UTC') AS final, release, epoch, e.region,
  e.revision, segment, 'matured_loss', side, hour, countIf(isNotNull(wrong)), countIf(wrong = 1)
FROM (SELECT *, ${SEGMENT} FROM joined WHERE arm = 'live' AND labelled) AS j
INNER JOIN exposed AS e ON e.model = j.model AND e.unit = j.unit AND e.first_at = j.event_time
GROUP BY j.model, hour, release, epoch, e.region, e.revision, segment, side`,
  params: RANGE_TYPES,
});
