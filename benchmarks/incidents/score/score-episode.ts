import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Played } from '../harness/play.js';
import type { Episode, Incident } from '../interface.js';
import { latchedActions, type LatchedAction } from './actions.js';
import { regretOf } from './regret.js';
import { plain, type ScopeWords } from './scopes.js';
import { agreedWith, isAccepted, scopesExact, terminalAt, type Terminal } from './terminal.js';

const DAY_MINUTES = 1_440;
/** How many times an information floor is floor*, and how many floor* an incident must last to be decidable. */
const FLOOR_STAR = 3;
const DECIDABLE = 2;

/** How one incident was met. */
export interface IncidentScore {
  readonly right: boolean;
  readonly decidable: boolean;
  /** Whether scopes were exact; null unless right. */
  readonly scope: boolean | null;
  /** Minutes from onset to the first minute at which the vector was right; null if never. */
  readonly delay: number | null;
  readonly floorStar: number | null;
  /** Nothing was done or said about it on any axis. */
  readonly abstained: boolean;
  readonly onset: number;
  readonly deadline: number;
  /** Terminal and wanted vectors as one text each. */
  readonly is: string;
  readonly wanted: string;
}

/** How an episode was met. */
export interface EpisodeScore {
  readonly incidents: readonly IncidentScore[];
  /** Actions outside every incident, as texts `minute action scope: reason`. */
  readonly falseActions: readonly string[];
  /** Days outside every incident and its aftermath. */
  readonly quietDays: number;
  readonly releases: number;
  readonly regret: number;
  readonly pages: number;
  readonly holds: number;
}

/** Scores a play of an episode. */
export function scoreEpisode(
  episode: Episode,
  played: Played,
  contract: ModelContract,
  regions: readonly string[],
): EpisodeScore {
  const words = wordsOf(contract, regions);
  const latched = latchedActions(played);
  const { incidents } = episode;
  const aftermath = ({ onset, deadline }: Incident, minute: number): boolean =>
    minute >= onset && minute <= deadline + DAY_MINUTES;
  const falseOnes = latched.filter(
    ({ minute }) => !incidents.some((incident) => aftermath(incident, minute)),
  );
  const scores = incidents.map((incident) => scoreIncident(incident, incidents, played, latched, words));
  let quiet = 0;
  for (let minute = 0; minute < episode.minutes; minute += 1)
    if (!incidents.some((incident) => aftermath(incident, minute))) quiet += 1;
  const saying = (axis: 'traffic' | 'people', word: string): number =>
    played.decided.filter(({ decision }) => decision.vector[axis].some(({ do: said }) => said === word))
      .length;
  return {
    incidents: scores,
    falseActions: falseOnes.map(tell),
    quietDays: quiet / DAY_MINUTES,
    releases: played.ledger.filter(({ entry }) => entry.action === 'release' && entry.answer === 'applied')
      .length,
    regret: regretOf(episode, played, falseOnes, scores),
    pages: saying('people', 'page'),
    holds: saying('traffic', 'hold'),
  };
}

const tell = ({ minute, do: action, scope, reason }: LatchedAction): string =>
  `${minute} ${action} ${scope.join(',')}: ${reason}`;

const wordsOf = ({ features }: ModelContract, regions: readonly string[]): ScopeWords => {
  const sources = [...new Set(features.flatMap(({ source }) => source ?? []))];
  const featuresOf = Object.fromEntries(
    sources.map((source) => [
      source,
      features.filter((feature) => feature.source === source).map(({ name }) => name),
    ]),
  );
  return { featuresOf, regions };
};

function scoreIncident(
  incident: Incident,
  all: readonly Incident[],
  played: Played,
  latched: readonly LatchedAction[],
  words: ScopeWords,
): IncidentScore {
  const { onset, deadline, floor } = incident;
  const inTime = latched.filter(({ minute }) => minute >= onset && minute <= deadline);
  const stray = inTime.some((action) => !isAccepted(action, all, words));
  const terminal = terminalAt(incident, deadline, played, latched, words);
  const agreed = agreedWith(terminal, incident);
  const right = agreed.length > 0 && !stray;
  const floorStar = floor === undefined ? null : floor * FLOOR_STAR;
  const moments = [...played.verdicts.map(({ minute }) => minute), ...inTime.map(({ minute }) => minute)]
    .filter((minute) => minute >= onset && minute <= deadline)
    .sort((a, b) => a - b);
  const first = moments.find(
    (minute) => agreedWith(terminalAt(incident, minute, played, latched, words), incident).length > 0,
  );
  return {
    right,
    decidable: floorStar === null || deadline - onset >= DECIDABLE * floorStar,
    scope: right ? agreed.some((one) => scopesExact(terminal, one, words)) : null,
    delay: first === undefined ? null : first - onset,
    floorStar: floorStar === null || !Number.isFinite(floorStar) ? null : floorStar,
    abstained:
      terminal.traffic.do === 'continue' &&
      terminal.data.do === 'clean' &&
      ['keep', 'watch', 'veto'].includes(terminal.model.do) &&
      terminal.people.do === 'none',
    onset,
    deadline,
    is: `${said(terminal, words)}${stray ? ` · strayed: ${inTime.map(tell).join('; ')}` : ''}`,
    wanted: incident.accept.map((accept) => wantedText(accept)).join(' | '),
  };
}

const said = (terminal: Terminal, words: ScopeWords): string =>
  Object.values(terminal)
    .map(({ do: action, scope }) => `${action}@${plain(scope, words).join('&')}`)
    .join(' ');

const wantedText = (accept: Incident['accept'][number]): string =>
  Object.entries(accept)
    .map(
      ([, wanted]) =>
        `${wanted.do}${wanted.scope === undefined ? '' : `@${[wanted.scope].flat().join('&')}`}`,
    )
    .join(' ');
