import { readFileSync } from 'node:fs';

/** A change made to the world or to a release, on purpose: everything else in the replay is real. */
export type Injection = {
  /** The name by which it is left out or put in. */
  readonly id: string;
  /** What a person should know about it; shown wherever results are shown. */
  readonly what: string;
  readonly active: boolean;
} & (
  | { readonly kind: 'release'; readonly release: string }
  | {
      readonly kind: 'late';
      readonly from: string;
      readonly until: string;
      readonly before_hour: number;
      readonly share: number;
    }
  | { readonly kind: 'missing'; readonly from: string; readonly until: string; readonly feature: 'distance' }
);

/** A version that people bring: when its training is ordered (ISO, simulated), with which pipeline and training file. */
export interface Release {
  readonly id: string;
  readonly at: string;
  readonly pipeline: string;
  readonly data: 'january' | 'january-v2';
}

/** A decision that must come: headline, rule and scope of the axis that made it, and the windows it may come in (ISO). */
export interface ExpectedDecision {
  readonly id: string;
  readonly what: string;
  readonly headline: 'ROLLBACK' | 'PAUSE' | 'FIX_DATA' | 'RETRAIN' | 'PROMOTE';
  readonly rules: readonly string[];
  /** Words a decision's scope may hold; `region=*` stands for any region. */
  readonly scope: readonly string[];
  readonly earliest: string;
  readonly latest: string;
  /** How often; other decisions than HOLD that no entry allows are errors. */
  readonly at_least: number;
  readonly at_most: number;
}

/** The replay: its simulated range (ISO dates), how many flights of the file it takes, what is released, injected, expected. */
export interface Story {
  readonly title: string;
  readonly from: string;
  readonly until: string;
  /** Every n-th flight of the file is scored; trailing rates always know all flights. */
  readonly one_in: number;
  readonly january_one_in: number;
  readonly real: readonly string[];
  readonly estimated: readonly string[];
  readonly releases: readonly (Release & { readonly sound?: Pick<Release, 'pipeline' | 'data'> })[];
  readonly injections: readonly Injection[];
  readonly expected: readonly ExpectedDecision[];
}

/** Reads the story beside this example (or another file). Throws with the file and the member that is wrong. */
export function readStory(file: URL | string = new URL('../story.json', import.meta.url)): Story {
  return checkStory(JSON.parse(readFileSync(file, 'utf8')) as Story, String(file));
}

/** How a play may differ from the story as written: injections left out or put in by id, fewer flights, a part of its time. */
export interface Adjustments {
  readonly without?: readonly string[];
  readonly including?: readonly string[];
  readonly oneIn?: number;
  readonly from?: string;
  readonly until?: string;
}

/** The story as it is to be played. Throws when it has no injection of a name, or for a time or number that is none. */
export function adjustStory(
  story: Story,
  { without = [], including = [], oneIn, from, until }: Adjustments,
): Story {
  for (const id of [...without, ...including]) {
    if (!story.injections.some((injection) => injection.id === id)) {
      throw new Error(
        `the story has no injection "${id}", only ${story.injections.map((known) => known.id).join(', ')}`,
      );
    }
  }
  const injections = story.injections.map((injection) => ({
    ...injection,
    active: including.includes(injection.id) || (injection.active && !without.includes(injection.id)),
  }));
  const adjusted = {
    ...story,
    one_in: oneIn ?? story.one_in,
    from: from ?? story.from,
    until: until ?? story.until,
    injections,
  };
  return checkStory(adjusted, 'the story');
}

/** What is released when, with or without the faults that are active; later ones than the first only inside its range. */
export function releasesOf(story: Story): Release[] {
  const told = story.releases.filter(
    ({ at }, place) =>
      place === 0 || (Date.parse(at) >= Date.parse(story.from) && Date.parse(at) < Date.parse(story.until)),
  );
  return told.map(({ sound, ...release }) => {
    const faulty = story.injections.some(
      (injection) => injection.kind === 'release' && injection.release === release.id && injection.active,
    );
    return faulty || sound === undefined ? release : { ...release, ...sound };
  });
}

/** The injections that this play will meet. */
export function injectionsOf(story: Story): Injection[] {
  const released = new Set(releasesOf(story).map(({ id }) => id));
  return story.injections.filter(
    (injection) =>
      injection.active &&
      (injection.kind === 'release'
        ? released.has(injection.release)
        : Date.parse(injection.from) < Date.parse(story.until) &&
          Date.parse(injection.until) > Date.parse(story.from)),
  );
}

/** What a reader of the model's page must know, as notes of its contract: real, estimated, and what is injected in this play. */
export function notesOf(
  story: Story,
): { readonly kind: string; readonly text: string; readonly from?: string; readonly until?: string }[] {
  return [
    ...story.real.map((text) => ({ kind: 'real', text })),
    ...story.estimated.map((text) => ({ kind: 'estimated', text })),
    ...injectionsOf(story).map((injection) => ({
      kind: 'injected',
      text: injection.what,
      ...(injection.kind === 'release' ? {} : { from: injection.from, until: injection.until }),
    })),
  ];
}

function checkStory(story: Story, file: string): Story {
  const wrong = (member: string, remedy: string): never => {
    throw new Error(`${file}: ${member}: ${remedy}`);
  };
  const moment = (member: string, value: string): void => {
    if (Number.isNaN(Date.parse(`${value}`))) wrong(member, `"${value}" is no ISO date or time`);
  };
  moment('from', story.from);
  moment('until', story.until);
  if (!(Date.parse(story.from) < Date.parse(story.until)))
    wrong('until', `"${story.until}" does not lie after "${story.from}"`);
  if (!(Number.isInteger(story.one_in) && story.one_in >= 1))
    wrong('one_in', 'write 1 for every flight, 5 for one in five');
  story.releases.forEach(({ at }, place) => moment(`releases.${place}.at`, at));
  story.injections.forEach((injection, place) => {
    if (injection.kind === 'release') {
      if (!story.releases.some(({ id }) => id === injection.release))
        wrong(`injections.${place}.release`, `no release "${injection.release}"`);
      return;
    }
    moment(`injections.${place}.from`, injection.from);
    moment(`injections.${place}.until`, injection.until);
  });
  story.expected.forEach(({ earliest, latest }, place) => {
    moment(`expected.${place}.earliest`, earliest);
    moment(`expected.${place}.latest`, latest);
  });
  return story;
}
