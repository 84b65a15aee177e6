import type {
  DecisionMark,
  DriftPoint,
  KpiPoint,
  LedgerMark,
  RiskPoint,
  ShareSpan,
  Timeline,
  TrafficPoint,
} from '@checkride/client/api/console-views';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { RouteRecord } from '@checkride/domain/release';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BUCKETS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY, 7 * DAY];
const MOST_POINTS = 90;

/** Width in ms of a chart's buckets: the narrowest that is no narrower than a base window and gives at most 90 of them. */
export function bucketFor(spanMs: number, baseMs: number): number {
  const fitting = BUCKETS.filter((bucket) => bucket >= baseMs && bucket % baseMs === 0);
  return fitting.find((bucket) => spanMs / bucket <= MOST_POINTS) ?? fitting.at(-1) ?? DAY;
}

/** Traffic shares as spans: a route holds from the window that first acts on it until one divides differently. */
export function shareSpans(contract: ModelContract, routes: readonly RouteRecord[]): ShareSpan[] {
  const { clock, lag } = contract.source;
  const delay = clock === 'replay' ? lag * contract.windows.base_ms : 0;
  const begins = (route: RouteRecord): number => (route.decided_at === 0 ? 0 : route.decided_at + delay);
  const inOrder = [...routes].sort((a, b) => a.revision - b.revision);
  const spans: ShareSpan[] = [];
  for (const [index, route] of inOrder.entries()) {
    const next = inOrder[index + 1];
    const until = next ? begins(next) : null;
    for (const [version, share] of Object.entries(route.shares['*'] ?? {})) {
      if (share === 0) continue;
      const before = spans.findLastIndex((span) => span.version === version);
      const role = route.roles[version] ?? 'sole';
      const same = spans[before]?.until === begins(route) && spans[before]?.share === share;
      if (same) spans[before] = { ...(spans[before] as ShareSpan), until, role };
      else spans.push({ from: begins(route), until, version, role, share });
    }
  }
  return spans;
}

/** Mean risk of the profile period and the limit above it; null before any label has matured. */
export function toleranceOf(
  contract: ModelContract,
  risk: readonly RiskPoint[],
  first: number,
): Timeline['tolerance'] {
  if (!contract.labels) return null;
  const until = first + contract.labels.profile_days * DAY;
  const profile = risk.filter(({ at, role }) => at < until && role !== 'candidate' && role !== 'shadow');
  const labelled = profile.reduce((sum, { labelled: n }) => sum + n, 0);
  if (labelled === 0) return null;
  const mean = profile.reduce((sum, { risk: r, labelled: n }) => sum + r * n, 0) / labelled;
  return { profile: mean, limit: mean * (1 + contract.gates.monitor.risk_tolerance) };
}

/** Puts series, decisions, transitions and traffic on one axis; marks outside the range are left out. */
export function makeTimeline(of: {
  contract: ModelContract;
  range: { from: number; until: number; bucket: number };
  tolerance: Timeline['tolerance'];
  series: {
    traffic: readonly TrafficPoint[];
    risk: readonly RiskPoint[];
    drift: readonly DriftPoint[];
    kpis: readonly KpiPoint[];
  };
  decisions: readonly DecisionMark[];
  ledger: readonly LedgerMark[];
  routes: readonly RouteRecord[];
}): Timeline {
  const { from, until, bucket } = of.range;
  const inside = ({ at }: { at: number }): boolean => at >= from && at <= until;
  return {
    from,
    until,
    bucket_ms: bucket,
    ...of.series,
    tolerance: of.tolerance,
    decisions: of.decisions.filter(inside),
    ledger: of.ledger.filter(inside),
    shares: shareSpans(of.contract, of.routes)
      .filter((span) => span.from < until && (span.until ?? until) > from)
      .map((span) => ({ ...span, from: Math.max(from, span.from) })),
  };
}
