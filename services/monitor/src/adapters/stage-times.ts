import type { Clock } from '@checkride/platform/clock';
import type { Logger } from '@checkride/platform/logger';
import type { MonitorStages } from '../pipeline.js';

/** Shorter stages are not worth a line, ms. */
const NOTEWORTHY_MS = 5;

/** The same stages; at debug level each tells how long it took. */
export function withTimes(stages: MonitorStages, clock: Clock, logger: Logger): MonitorStages {
  const timed =
    <A extends unknown[], R>(stage: string, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const start = clock.elapsed();
      try {
        return await work(...args);
      } finally {
        const ms = Math.round(clock.elapsed() - start);
        if (ms >= NOTEWORTHY_MS) logger.debug({ stage, ms }, 'stage');
      }
    };
  return {
    observe: timed('observe', stages.observe),
    catchUp: timed('catch up', stages.catchUp),
    prepare: timed('prepare', stages.prepare),
    count: timed('count', stages.count),
    keep: stages.keep,
    report: timed('report', stages.report),
    slowLane: timed('slow lane', stages.slowLane),
  };
}
