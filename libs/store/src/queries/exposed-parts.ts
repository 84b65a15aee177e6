/**
 * First exposures of the closing windows under the epochs of `length` (ms), beside their plan. With randomisation by
 * unit they are what a contrast counts: each unit once an epoch, in the role and stratum it had then.
 */
export const exposedUnits = (length: string): string => `exposed AS (
  SELECT f.model AS model, release, epoch_ms, epoch, f.window_start AS window_start, unit, first_at, role AS side, region, revision,
    f.segments AS segment_places, plans.*
  FROM (
    SELECT * FROM first_exposures FINAL
    WHERE model IN {models:Array(String)}
      AND window_start >= toDateTime({from:UInt32}, 'UTC') AND window_start < toDateTime({until:UInt32}, 'UTC')
  ) AS f
  INNER JOIN plans ON f.model = plan_model
  WHERE toUInt32(f.window_start) >= since AND toUInt32(f.window_start) < upto AND epoch_ms = ${length}
)`;

/** Shortest epoch, ms. */
export const DAY = '86400000';
