import type { Job } from '@checkride/domain/jobs';
import type { Episode, TrainedVersion } from '../interface.js';

/** Trainings of an episode, each told to it once: all who order the same one get what it made. */
export class Trainings {
  private readonly made: { readonly asked: string; readonly version: TrainedVersion }[] = [];

  constructor(private readonly episode: Episode) {}

  /** What the training number `count` (from 0 on), which ends at a time (ms), made. */
  of(count: number, job: Job, at: number): TrainedVersion {
    const order = { ...rangeOf(job), quarantined: job.quarantined, at };
    const asked = JSON.stringify(order);
    const known = this.made[count];
    if (known && known.asked !== asked) throw new Error(`training ${count + 1} of this episode was another`);
    if (known) return known.version;
    const version = this.episode.train?.(order) ?? { version: `r${count + 1}` };
    this.made.push({ asked, version });
    return version;
  }
}

/** Time (ms) of the data a job trains on. */
export const rangeOf = ({ data }: Job): { from: number; until: number } =>
  data.kind === 'stored' ? data : { from: 0, until: 0 };
