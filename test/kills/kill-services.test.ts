import { beforeAll, describe, expect, it } from '@jest/globals';
import { environment } from '@checkride/platform/env';
import { recordedLog } from '../support/recorded-log/deliveries.js';
import { drawKills, killAsDrawn, VICTIMS } from '../support/kill-plan.js';
import type { Victim } from '../support/kill-plan.js';
import { decisionsIn, projectionsOf } from '../support/outcome.js';
import { playLog } from '../support/recorded-log/play-log.js';
import type { PlayedLog } from '../support/recorded-log/play-log.js';
import { storedOnce } from '../support/recorded-log/stored-once.js';

const SEEDS = Number(environment()['CHECKRIDE_KILL_SEEDS'] ?? 5);
const RUN_MS = 180_000;
/** Further seeds, of writers alone, when no drawn moment fell into a transaction. */
const FURTHER_SEEDS = 6;

const log = recordedLog({ predictions: 100_000, hours: 288 });
const WRITING: readonly Victim[] = ['monitor', 'judge', 'controller'];
let undisturbed: PlayedLog;
const open: string[] = [];

beforeAll(async () => {
  undisturbed = await playLog(log);
}, RUN_MS);

/** Plays the log while the victims are killed, and compares everything with the log and with the undisturbed run. */
async function playWithKills(seed: number, victims: readonly Victim[]): Promise<void> {
  const kills = drawKills(seed, victims, undisturbed);
  const played = await playLog(log, killAsDrawn(kills));
  const drawn = kills.map(
    ({ victim, topic, records, delayMs }) => `${victim} at ${topic} ${records} + ${delayMs} ms`,
  );
  process.stderr.write(
    `seed ${seed}, ${played.seconds.toFixed(1)} s: ${drawn.join(', ')}; left open: ${played.abandoned.join(', ') || 'nothing'}\n`,
  );
  open.push(...new Set(played.abandoned.map((id) => `${seed} ${id.replace(/-\d+$/, '')}`)));
  expect(played.stored).toEqual(storedOnce(log));
  expect(played.outcome).toEqual(undisturbed.outcome);
  expect(played.projected).toEqual(projectionsOf(undisturbed.outcome));
}

describe('a recorded log of 100 000 predictions', () => {
  it('is stored once and decided on when nothing is killed', () => {
    expect(undisturbed.stored).toEqual(storedOnce(log));
    expect(undisturbed.projected).toEqual(projectionsOf(undisturbed.outcome));
    const decisions = decisionsIn(undisturbed.outcome).filter(({ heartbeat }) => !heartbeat);
    expect(decisions.map(({ headline, rule }) => `${headline} ${rule}`)).toEqual([
      'HOLD T22',
      'FIX_DATA T3',
      'HOLD T22',
      'HOLD T22',
      'RETRAIN T11',
    ]);
    expect(undisturbed.abandoned).toEqual([]);
  });

  it.each(Array.from({ length: SEEDS }, (_, at) => at + 1))(
    'comes to the same decisions to the byte with five kills, seed %i',
    (seed) => playWithKills(seed, VICTIMS),
    RUN_MS,
  );

  it(
    'comes to the same decisions to the byte when the broker is killed',
    () => playWithKills(0, ['kafka']),
    RUN_MS,
  );

  it(
    'was killed inside open transactions',
    async () => {
      let kills = 3 * SEEDS + 1;
      for (let seed = SEEDS + 1; open.length === 0 && seed <= SEEDS + FURTHER_SEEDS; seed += 1) {
        await playWithKills(seed, WRITING);
        kills += WRITING.length;
      }
      process.stderr.write(`${open.length} of ${kills} kills of writers hit an open transaction\n`);
      expect(open.length).toBeGreaterThan(0);
    },
    FURTHER_SEEDS * RUN_MS,
  );
});
