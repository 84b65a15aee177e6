import { defineStatement } from '../query.js';
import { MATURED } from './matured-rows.js';
import { RANGE_TYPES, ROLE, SEGMENT } from './pane-parts.js';
import type { PaneParams } from './pane-parts.js';

const position = (bins: number, score: string): string =>
  `if(isNaN(${score}), -1, greatest(0, least(${bins - 1}, toInt32(floor(${bins} * (${score} - score_low) / (score_high - score_low))))))`;

/** How sure a classifier of several classes was: the score of its answer. */
const CERTAINTY = `if(task = 'multiclass' AND notEmpty(scores), toFloat64(arrayMax(scores)), score)`;

/** Joins answers with their matured labels once a cohort; ranges hold whole cohorts that are due. */
export const fillLabelHours = defineStatement<PaneParams>({
  name: 'label-hours',
  sql: `
INSERT INTO label_hours (model, hour, version, arm, segment, known_at, role, grid, n, labelled, positives, tp, fp, fn, tn,
  log_loss, brier, absolute_error, squared_error, batch_n, batch_loss, bin_n, bin_loss, score_positives, score_negatives,
  delays, delay_positives, delay_losses, revisions)
WITH ${MATURED},
placed AS (
  SELECT *, unit % 8 AS batch, ${CERTAINTY} AS certainty, ${position(20, 'certainty')} AS bin, ${position(200, 'score')} AS fine,
    toUInt16(least(65535, greatest(0, dateDiff('hour', hour, observed_at)))) AS delay, ${SEGMENT}
  FROM joined
),
counted AS (
  SELECT model, hour, version, arm, segment, any(due) AS known, any(grid) AS grid, max(route_revision) AS revision,
    count() AS n, countIf(labelled) AS labels, countIf(labelled AND positive) AS positives_,
    if(any(task) = 'multiclass', countIf(wrong = 0), countIf(positive AND wrong = 0)) AS tp_,
    if(any(task) = 'multiclass', countIf(wrong = 1), countIf(NOT positive AND wrong = 1)) AS fp_,
    if(any(task) = 'multiclass', 0, countIf(positive AND wrong = 1)) AS fn_,
    if(any(task) = 'multiclass', 0, countIf(NOT positive AND wrong = 0)) AS tn_,
    sum(log_loss_row) AS log_loss_, sum(loss) AS loss_,
    sumIf(abs(score - truth), labelled AND task = 'regression') AS absolute_, sumIf(pow(score - truth, 2), labelled AND task = 'regression') AS squared_,
    countIfResample(0, 8, 1)(labelled, batch) AS batch_n_, sumIfResample(0, 8, 1)(loss, labelled, batch) AS batch_loss_,
    countIfResample(0, 20, 1)(labelled, bin) AS bin_n_, sumIfResample(0, 20, 1)(loss, labelled, bin) AS bin_loss_,
    countIfResample(0, 200, 1)(labelled AND positive, fine) AS fine_positives,
    countIfResample(0, 200, 1)(labelled AND NOT positive, fine) AS fine_negatives,
    sumMapIf(map(delay, toUInt64(1)), heard) AS delays_, sumMapIf(map(delay, toUInt64(1)), heard AND positive) AS delay_positives_,
    sumMapIf(map(delay, loss), heard) AS delay_losses_,
    sumMap(map(route_revision, toUInt64(1))) AS revisions_
  FROM placed
  GROUP BY model, hour, version, arm, segment
)
SELECT c.model, hour, c.version, arm, segment, fromUnixTimestamp64Milli(known, 'UTC'), ${ROLE}, grid, n, labels, positives_,
  tp_, fp_, fn_, tn_, log_loss_, loss_, absolute_, squared_, batch_n_, batch_loss_, bin_n_, bin_loss_, fine_positives,
  fine_negatives, delays_, delay_positives_, delay_losses_, revisions_
FROM counted AS c
LEFT ANY JOIN roles ON roles.model = c.model AND roles.revision = c.revision AND roles.version = c.version`,
  params: RANGE_TYPES,
});
