import { ruleOn } from '@checkride/domain/judge/fold';
import type { JudgeState } from '@checkride/domain/judge/state';
import { decideBy } from '@checkride/domain/policies/decide';
import type { PolicyMaker } from '@checkride/domain/policies/policy';
import type { Judging, Player } from './player.js';
import { replay } from './replays.js';

/** The judge itself; each of its decisions is made again from stored evidence. */
export function ours(player: Player): Judging {
  let state: JudgeState | undefined;
  return (report) => {
    const folded = ruleOn(state, report);
    const { decisions, same } = replay(state, report, folded.decisions);
    const { replays } = player;
    player.replays = { decisions: replays.decisions + decisions, same: replays.same + same };
    state = folded.state;
    return folded.decisions;
  };
}

/** A baseline, heard by the controller as the judge is. */
export const baseline =
  ({ create }: PolicyMaker) =>
  ({ life }: Player): Judging =>
    decideBy(create(life.record.contract), life.record.contract);
