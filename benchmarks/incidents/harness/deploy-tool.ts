import type { Change } from '@checkride/domain/events/change';
import { moved } from '@checkride/domain/lifecycle/release-steps';
import { reroute } from '@checkride/domain/lifecycle/route-change';
import type { Release } from '@checkride/domain/lifecycle/state';
import { baseOf, seenFrom } from '@checkride/domain/lifecycle/tick-time';
import { answer, nextTransition, patch, type Turn } from '@checkride/domain/lifecycle/turn';
import { moveVersion } from '@checkride/domain/lifecycle/version-steps';
import type { Role, Shares } from '@checkride/domain/release';
import { addVersion } from './first-version.js';

type Division = Readonly<Record<string, Shares>>;

/**
 * A deploy or route change becomes a release and route record: the version that came is the candidate, the one it
 * replaces the control. What the tool announces for a version that was taken away from it stays talk.
 */
export function announce(turn: Turn, change: Change, digestOf: (version: string) => string): void {
  const { state } = turn;
  if (!change.shares || (change.kind !== 'deploy' && change.kind !== 'route')) return;
  const before = state.route?.shares ?? {};
  const shares = divided(before, change);
  const serving = versionsIn(shares);
  const { release, production } = state;
  if (release && release.stage !== 'drained' && serving.has(release.version)) {
    step(turn, release, shares, change);
    return;
  }
  const newcomer = [...serving].find((version) => version !== production && version !== release?.version);
  if (newcomer === undefined) {
    if (release && release.stage !== 'drained' && !serving.has(release.version))
      withdraw(turn, release, change);
    return;
  }
  addVersion(turn, newcomer, digestOf(newcomer));
  const stage = turn.state.versions[newcomer]?.stage;
  if (stage !== 'staged' && stage !== 'retired') return;
  start(turn, newcomer, shares, change);
}

/** Shares by region (`*`: everywhere) after a change of some or all regions. */
function divided(before: Division, { scope, shares }: Change): Division {
  const regions = scope.flatMap((word) => (word.startsWith('region=') ? [word.slice('region='.length)] : []));
  const said = shares ?? {};
  return regions.length === 0
    ? { '*': said }
    : { ...before, ...Object.fromEntries(regions.map((region) => [region, said])) };
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
