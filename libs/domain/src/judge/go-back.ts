import type { Statement } from './rule.js';
import type { JudgeState } from './state.js';

/**
 * Where traffic goes when what serves is broken: to the version before, else the newest other verified one, else the
 * contract's fallback; never to a version that was rolled back itself. Empty when there is none of them: people are paged.
 */
export function goBack({ world, policy, verified }: JudgeState): Statement[] {
  const { release, champion, withdrawn } = world;
  const serves = release?.version ?? champion?.version;
  const before = [release?.control, champion?.predecessor, ...[...verified].reverse()];
  const target = before.find((name) => name != null && name !== serves && !withdrawn.includes(name));
  if (target != null) return [{ axis: 'traffic', do: 'rollback', target }];
  return policy.contract.fallback ? [{ axis: 'traffic', do: 'fallback' }] : [];
}
