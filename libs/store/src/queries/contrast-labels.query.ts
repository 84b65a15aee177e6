import { defineStatement, type Statement } from '../query.js';
import { CONTRAST_COLUMNS, CONTRASTED, unmixed } from './contrast-parts.js';
import { COHORT_END, MATURED, PROXIED } from './matured-rows.js';
import { dueIn, RANGE_TYPES, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

/** One metric of wrong answers among labelled ones by role, where requests are assigned at random. */
const contrasts = (metric: string, joined: string, complete: string): Statement<PaneParams> =>
  defineStatement<PaneParams>({
    name: `${metric}-contrasts`,
    sql: `
INSERT INTO contrast_counts ${CONTRAST_COLUMNS}
WITH ${joined}, ${CONTRASTED}, ${unmixed('answers', 'window_start')}
SELECT a.model, toDateTime(intDiv(any(${dueIn(`(${COHORT_END} + ${complete})`)}), 1000), 'UTC') AS final, release, 1, a.region,
  route_revision, segment, '${metric}', side, hour, countIf(isNotNull(wrong)), countIf(wrong = 1)
FROM (SELECT *, ${SEGMENT} FROM joined WHERE arm = 'live' AND labelled) AS a
INNER JOIN contrasted AS c ON c.model = a.model AND c.revision = a.route_revision AND c.version = a.version
WHERE randomised_by = 'request' AND (a.model, a.window_start, a.region) IN (SELECT model, pure_window, region FROM unmixed)
GROUP BY a.model, hour, release, a.region, route_revision, segment, side`,
    params: RANGE_TYPES,
  });

/** Counts answers that turned out wrong, once cohorts are mature. */
export const fillLabelContrasts = contrasts('matured_loss', MATURED, 'mature_ms');

/** Counts answers that an early proxy of the truth calls wrong, once it is complete. */
export const fillProxyContrasts = contrasts('proxy_loss', PROXIED, 'proxy_ms');
