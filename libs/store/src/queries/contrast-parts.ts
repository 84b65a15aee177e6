/** Columns of contrast_counts in the order the contrast statements fill them. */
export const CONTRAST_COLUMNS =
  '(model, window_start, release, epoch, region, revision, segment, metric, role, made_at, n, k)';

/** Roles that are compared, from `roles`: a holdback counts as control. */
export const CONTRASTED = `contrasted AS (
  SELECT model, revision, version, release, released_at, randomised_by,
    if(role = 'candidate', 'candidate', 'control') AS side
  FROM roles WHERE randomised_by != 'none' AND role IN ('candidate', 'control', 'holdback')
)`;

/** Windows and regions whose live rows of `rows` name one route only; others are mixed and draw no contrast. */
export const unmixed = (rows: string, window: string): string => `unmixed AS (
  SELECT model, ${window} AS pure_window, region FROM ${rows} WHERE arm = 'live'
  GROUP BY model, pure_window, region HAVING uniqExact(route_revision) = 1
)`;
