import {
  drained,
  heldForDependency,
  quarantinedEverywhere,
  rolledBack,
  suspected,
} from '../../incidents/traffic/accepts.js';
import { oddsTimes } from '../../incidents/traffic/draft.js';
import type { Random } from '../../incidents/traffic/random.js';
import type { Accept } from '../../incidents/interface.js';
import type { Answer, Fault } from './answer.js';

const DAY_MINUTES = 1_440;
const METRES_A_MILE = 1_609.344;
/** Share of January's answers that are wrong at one half. */
const WRONG_RATE = 0.18;

/** Something that is put into real flights; minutes are those of the episode. */
export interface Injection {
  readonly fault: Fault;
  /** From when on, and until when something must have been done. */
  readonly onset: number;
  readonly deadline: number;
  readonly accept: readonly Accept[];
}

/** When the candidate comes, and how long an episode is. */
export interface Times {
  readonly release: number;
  readonly minutes: number;
}

type Inject = (random: Random, times: Times) => Injection;

const isCandidate = ({ version }: Answer): boolean => version === 'v2';

/** A fault of the candidate: it is there from its first answer on. */
const ofCandidate =
  (make: (random: Random) => Fault): Inject =>
  (random, { release, minutes }) => ({
    fault: make(random),
    onset: release,
    deadline: minutes - 1,
    accept: rolledBack(),
  });

/** How many days after the candidate a shared fault comes at the earliest, and how many it lasts. */
interface Spell {
  readonly after: number;
  readonly days: number;
}

const NEXT_DAY: Spell = { after: 0.5, days: 1 };
/** A step inside the legal range shows against the past 24 drift windows: six days, which begin with the reference. */
const SECOND_WEEK: Spell = { after: 5.5, days: 1.5 };

/** A fault that both arms share. */
const ofBoth =
  (accept: readonly Accept[], { after, days }: Spell, make: (random: Random) => Fault): Inject =>
  (random, { release }) => {
    const onset = release + Math.floor(random.between(after, after + 0.4) * DAY_MINUTES);
    const deadline = onset + Math.floor(days * DAY_MINUTES);
    const lasts = ({ minute }: Answer): boolean => minute >= onset && minute <= deadline;
    const { inputs } = make(random);
    return { fault: { inputs: (answer) => lasts(answer) && inputs?.(answer) }, onset, deadline, accept };
  };

const times = (
  feature: string,
  factor: number,
  applies: (answer: Answer) => boolean = () => true,
): Fault => ({
  inputs(answer) {
    const value = answer.features[feature];
    if (applies(answer) && typeof value === 'number') answer.features[feature] = value * factor;
  },
});

const missing = (feature: string, share: number, random: Random, applies = (_: Answer) => true): Fault => ({
  inputs(answer) {
    if (applies(answer) && random.chance(share)) answer.features[feature] = null;
  },
});

/** Answers of the candidate turned round often enough that the odds of a wrong one are `odds` times as high. */
const wronger = (odds: number, random: Random, applies: (answer: Answer) => boolean = () => true): Fault => ({
  score(answer, score) {
    const right = score >= 0.5 === answer.flight.late;
    if (!isCandidate(answer) || !applies(answer) || !right) return score;
    const turned = (oddsTimes(WRONG_RATE, odds) - WRONG_RATE) / (1 - WRONG_RATE);
    return random.chance(turned) ? 1 - score : score;
  },
});

/** What is put into the flights, by name. */
export const FAULTS: Readonly<Record<string, Inject>> = {
  'candidate-wrong': ofCandidate((random) => wronger(random.between(2, 4), random)),
  'candidate-wrong-west': ofCandidate((random) =>
    wronger(random.between(3, 6), random, ({ flight }) => flight.region === 'west'),
  ),
  'candidate-nulls': ofCandidate((random) =>
    missing('distance', random.between(0.3, 1), random, isCandidate),
  ),
  'candidate-metres': ofCandidate(() => times('distance', METRES_A_MILE, isCandidate)),
  'shared-nulls': ofBoth([quarantinedEverywhere('source=schedule')], NEXT_DAY, (random) =>
    missing('distance', random.between(0.2, 1), random),
  ),
  'shared-metres': ofBoth([quarantinedEverywhere('source=schedule')], NEXT_DAY, () =>
    times('distance', METRES_A_MILE),
  ),
  'shared-kilometres': ofBoth(
    [suspected('source=schedule'), suspected('feature=distance')],
    SECOND_WEEK,
    () => times('distance', METRES_A_MILE / 1_000),
  ),
  'shared-errors': ofBoth([heldForDependency, ...drained], NEXT_DAY, (random) => {
    const share = random.between(0.05, 0.3);
    return {
      inputs(answer) {
        if (random.chance(share)) answer.status = 'error';
      },
    };
  }),
};
