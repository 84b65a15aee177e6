import type { Change } from '@checkride/domain/events/change';
import { completeRelease, moved } from '@checkride/domain/lifecycle/release-steps';
import { reroute } from '@checkride/domain/lifecycle/route-change';
import type { Release } from '@checkride/domain/lifecycle/state';
import { baseOf, seenFrom } from '@checkride/domain/lifecycle/tick-time';
import { answer, nextTransition, patch, type Turn } from '@checkride/domain/lifecycle/turn';
import { moveVersion } from '@checkride/domain/lifecycle/version-steps';
import type { Role, Shares } from '@checkride/domain/release';
import { addVersion, serveAlone } from './first-version.js';

type Division = Readonly<Record<string, Shares>>;

/**
 * A deploy or route change becomes a release and route record: the version that came is the candidate, the one it
 * replaces the control. What the tool announces for a version that was taken away from it stays talk.
 */
export function announce(turn: Turn, change: Change, digestOf: (version: string) => string): void {
  if (!change.shares || (change.kind !== 'deploy' && change.kind !== 'route')) return;
  if (turn.state.production === null) serveFirstOf(turn, change.shares, digestOf);
  const before = turn.state.route?.shares ?? {};
  const shares = divided(before, change);
  const serving = versionsIn(shares);
  const { release, production } = turn.state;
  const newcomer = [...serving].find((version) => version !== production && version !== release?.version);
  if (release && release.stage !== 'drained' && serving.has(release.version) && newcomer === undefined) {
    step(turn, release, shares, change);
    return;
  }
  if (newcomer === undefined) {
    if (release && release.stage !== 'drained') withdraw(turn, release, change);
    return;
  }
  // A tool that goes on from a release which serves alone has made up its mind about it.
  if (release?.stage === 'watching' && !serving.has(production ?? '') && !isHeldBack(release))
    completeRelease(turn, 'the next release begins');
  addVersion(turn, newcomer, digestOf(newcomer));
  const stage = turn.state.versions[newcomer]?.stage;
  if (stage !== 'staged' && stage !== 'retired') return;
  start(turn, newcomer, shares, change);
}

/** Before anybody answered, the version most of the traffic goes to is the one found serving. */
function serveFirstOf(turn: Turn, shares: Shares, digestOf: (version: string) => string): void {
  const [most] = Object.entries(shares).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (most) serveAlone(turn, most[0], digestOf(most[0]));
}

const isHeldBack = ({ share }: Release): boolean => share < 1;

/** Shares by region (`*`: everywhere) after a change of some or all regions. */
function divided(before: Division, { scope, shares }: Change): Division {
  const regions = scope.flatMap((word) => (word.startsWith('region=') ? [word.slice('region='.length)] : []));
  const places = regions.length === 0 ? ['*'] : regions;
  const said = Object.fromEntries(
    places.map((place) => [place, whole(shares ?? {}, before[place] ?? before['*'] ?? {})]),
  );
  return regions.length === 0 ? said : { ...before, ...said };
}

/** What a tool leaves unsaid stays with the version that had most before. */
function whole(said: Shares, before: Shares): Shares {
  const rest = 1 - Object.values(said).reduce((sum, share) => sum + share, 0);
  const [main] = Object.entries(before)
    .filter(([version]) => said[version] === undefined)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return rest > 1e-6 && main ? { ...said, [main[0]]: rest } : said;
}

const versionsIn = (shares: Division): Set<string> =>
  new Set(
    Object.values(shares).flatMap((of) =>
      Object.entries(of).flatMap(([version, share]) => (share > 0 ? [version] : [])),
    ),
  );

const shareOf = (version: string, shares: Division): number =>
  Math.max(0, ...Object.values(shares).map((of) => of[version] ?? 0));

/** Whether nobody else serves anywhere. */
const isAlone = (version: string, shares: Division): boolean =>
  [...versionsIn(shares)].every((other) => other === version);

function rolesIn(candidate: string, shares: Division): Record<string, Role> {
  if (isAlone(candidate, shares)) return { [candidate]: 'sole' };
  return Object.fromEntries(
    [...versionsIn(shares)].map((version) => [version, version === candidate ? 'candidate' : 'control']),
  );
}

/** The step of the contract's canary a share stands for: the last one not above it. */
function stepOf(turn: Turn, share: number): number {
  const canary = turn.state.record?.contract.gates.deploy.canary ?? [1];
  return Math.max(
    0,
    canary.findLastIndex((step) => step <= share + 1e-9),
  );
}

const watchUntil = (turn: Turn): number =>
  seenFrom(turn.state, turn.at ?? -baseOf(turn.state)) +
  (turn.state.record?.contract.gates.deploy.watch_ms ?? 0);

function start(turn: Turn, version: string, shares: Division, change: Change): void {
  const { production, release: before } = turn.state;
  const share = shareOf(version, shares);
  const alone = isAlone(version, shares);
  const release: Release = {
    release: nextTransition(turn),
    version,
    control: production,
    stage: alone ? 'watching' : 'canary',
    step: stepOf(turn, share),
    share,
    started_at: turn.at ?? 0,
    stepped_at: turn.at ?? 0,
    watch_until: alone ? watchUntil(turn) : null,
    ended_at: null,
    without: [],
  };
  if (before) patch(turn, { last_release: { ...before, stage: 'refused', ended_at: turn.at } });
  if (turn.state.versions[version]?.stage === 'retired')
    patch(turn, {
      versions: { ...turn.state.versions, [version]: { ...turn.state.versions[version], stage: 'staged' } },
    });
  patch(turn, { release });
  reroute(turn, { roles: rolesIn(version, shares), shares });
  answer(turn, 'release', 'applied', change.summary, { target: production });
  if (alone) answer(turn, 'watch', 'applied', `until ${release.watch_until}`);
}

function step(turn: Turn, release: Release, shares: Division, change: Change): void {
  const alone = isAlone(release.version, shares);
  const share = shareOf(release.version, shares);
  const next: Release = {
    ...(release.stage === 'canary' ? moved(release, alone ? 'watch' : 'step') : release),
    step: stepOf(turn, share),
    share,
    stepped_at: turn.at ?? 0,
    watch_until: alone ? watchUntil(turn) : null,
  };
  patch(turn, { release: next });
  reroute(turn, { roles: rolesIn(release.version, shares), shares });
  answer(turn, 'step', 'applied', change.summary);
  if (alone) answer(turn, 'watch', 'applied', `until ${next.watch_until}`);
}

/** The tool took its release back by itself. */
function withdraw(turn: Turn, release: Release, change: Change): void {
  patch(turn, {
    release: null,
    last_release: moved(release, 'rollback', { ended_at: turn.at }),
  });
  moveVersion(turn, release.version, 'superseded');
  const target = release.control ?? turn.state.production ?? '';
  reroute(turn, { roles: { [target]: 'sole' }, shares: { '*': { [target]: 1 } } });
  answer(turn, 'rollback', 'applied', change.summary, {
    release: release.release,
    version: release.version,
    target,
    share: 0,
  });
}
