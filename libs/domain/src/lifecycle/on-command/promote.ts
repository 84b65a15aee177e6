import { advance } from '../carry-out.js';
import { releaseByPerson } from '../stage-version.js';
import { answer, patch, type Turn } from '../turn.js';
import { mayHappen, moveVersion } from '../version-steps.js';

/** A person's word to go on: the release in flight goes to its next step, else the version named (or waiting) starts. */
export function promote(turn: Turn, named: string | null): void {
  const { release, queued, versions } = turn.state;
  if (release && (named === null || named === release.version)) {
    patch(turn, { hold: null });
    advance(turn, 'promoted by a person');
    return;
  }
  const version = named ?? queued?.version ?? newestStaged(turn);
  const known = version === undefined ? undefined : versions[version];
  if (version === undefined || !known) {
    answer(turn, 'release', 'refused', version ? `unknown_version: ${version}` : 'nothing is staged');
    return;
  }
  if (known.stage === 'validating' && known.passed) moveVersion(turn, version, 'passed');
  else if (known.stage === 'retired' && mayHappen(known, 'lifted')) moveVersion(turn, version, 'lifted');
  else if (known.stage !== 'staged') {
    answer(turn, 'release', 'refused', `version is ${known.stage}`, { version });
    return;
  }
  patch(turn, { approvals: turn.state.approvals.filter((waiting) => waiting.version !== version) });
  releaseByPerson(turn, version, 'promoted by a person');
}

function newestStaged({ state }: Turn): string | undefined {
  return Object.values(state.versions)
    .filter(({ stage }) => stage === 'staged')
    .sort((a, b) => a.ordinal - b.ordinal)
    .at(-1)?.version;
}
