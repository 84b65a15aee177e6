import { defineStatement, type Statement } from '../query.js';
import { CONTRAST_COLUMNS } from './contrast-parts.js';
import { DAY, exposedUnits } from './exposed-parts.js';
import { COHORT_END, MATURED, PROXIED } from './matured-rows.js';
import { dueIn, RANGE_TYPES, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** One metric of units whose first answer in the epoch turned out wrong. */
const contrasts = (metric: string, joined: string, complete: string): Statement<PaneParams> =>
  defineStatement<PaneParams>({
    name: `unit-${metric}-contrasts`,
    sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${joined}, ${exposedUnits(`greatest(${DAY}, ${complete})`)}
SELECT j.model, toDateTime(intDiv(any(${dueIn(`(${COHORT_END} + ${complete})`)}), 1000), 'UTC') AS final, release, epoch, e.region,
  e.revision, segment, '${metric}', side, hour, countIf(isNotNull(wrong)), countIf(wrong = 1)
FROM (SELECT *, ${SEGMENT} FROM joined WHERE arm = 'live' AND labelled) AS j
INNER JOIN exposed AS e ON e.model = j.model AND e.unit = j.unit AND e.first_at = j.event_time
GROUP BY j.model, hour, release, epoch, e.region, e.revision, segment, side`,
    params: RANGE_TYPES,
  });

/** Counts units whose first answer in the epoch turned out wrong, once cohorts are mature. */
export const fillUnitLabelContrasts = contrasts('matured_loss', MATURED, 'mature_ms');

/** Counts units whose first answer in the epoch an early proxy of the truth calls wrong, once it is complete. */
export const fillUnitProxyContrasts = contrasts('proxy_loss', PROXIED, 'proxy_ms');
