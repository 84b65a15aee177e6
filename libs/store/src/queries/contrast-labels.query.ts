import { defineStatement } from '../query.js';
import { CONTRAST_COLUMNS, CONTRASTED, unmixed } from './contrast-parts.js';
import { COHORT_END, MATURED } from './matured-rows.js';
import { dueIn, RANGE_TYPES, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** Counts wrong answers among labelled ones by role, once cohorts are mature, where requests are assigned at random. */
export const fillLabelContrasts = defineStatement<PaneParams>({
  name: 'label-contrasts',
  sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${MATURED}, ${CONTRASTED}, ${unmixed('answers', 'window_start')}
SELECT a.model, toDateTime(intDiv(any(${dueIn(`(${COHORT_END} + mature_ms)`)}), 1000), 'UTC') AS final, release, 1, a.region,
  route_revision, segment, 'matured_loss', side, hour, countIf(isNotNull(wrong)), countIf(wrong = 1)
FROM (SELECT *, ${SEGMENT} FROM joined WHERE arm = 'live' AND labelled) AS a
INNER JOIN contrasted AS c ON c.model = a.model AND c.revision = a.route_revision AND c.version = a.version
WHERE randomised_by = 'request' AND (a.model, a.window_start, a.region) IN (SELECT model, pure_window, region FROM unmixed)
GROUP BY a.model, hour, release, a.region, route_revision, segment, side`,
  params: RANGE_TYPES,
});
