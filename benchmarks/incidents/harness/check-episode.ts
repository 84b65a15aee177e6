import { ORDER } from '../score/actions.js';
import type { Accept, AxisName, Episode, Incident } from '../interface.js';

/** An episode as a generator made it; throws a TypeError that names every member that is not what the interface asks for. */
export function checkedEpisode(made: unknown): Episode {
  if (typeof made !== 'object' || made === null) throw new TypeError('create() gave no episode');
  const told = made as Partial<Episode>;
  const problems = [
    ...(told.contract === undefined ? ['contract is missing'] : []),
    ...(Number.isFinite(told.start) ? [] : ['start is no number of ms']),
    ...(Number.isInteger(told.minutes) && told.minutes! > 0 ? [] : ['minutes is no whole number above 0']),
    ...(typeof told.minute === 'function' ? [] : ['minute is no function']),
    ...(Array.isArray(told.incidents)
      ? told.incidents.flatMap((incident, i) => problemsOf(incident as Incident, `incidents[${i}]`))
      : ['incidents is no list (an empty one: nothing is wrong)']),
  ];
  if (problems.length > 0) throw new TypeError(`not an episode: ${problems.join('; ')}`);
  if (told.artifacts === undefined) Object.assign(made, { artifacts: {} });
  return made as Episode;
}

function problemsOf({ onset, deadline, accept, harmPerMinute }: Incident, name: string): string[] {
  return [
    ...(onset <= deadline ? [] : [`${name}: onset and deadline are minutes of the episode, onset first`]),
    ...(Number.isFinite(harmPerMinute) ? [] : [`${name}: harmPerMinute is no number`]),
    ...(Array.isArray(accept) && accept.length > 0
      ? accept.flatMap((one: Accept) => strangeWords(one, name))
      : [`${name}: accept is no list of vectors`]),
  ];
}

const strangeWords = (accept: Accept, name: string): string[] =>
  Object.entries(accept).flatMap(([axis, wanted]) => {
    const words = ORDER[axis as AxisName] as readonly string[] | undefined;
    if (!words) return [`${name}: there is no axis ${axis}: ${Object.keys(ORDER).join(', ')}`];
    const word: unknown = (wanted as { do?: unknown } | undefined)?.do;
    return words.includes(String(word))
      ? []
      : [`${name}: ${axis} is never ${String(word)}: ${words.join(', ')}`];
  });
