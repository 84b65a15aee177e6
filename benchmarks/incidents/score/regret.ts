import type { Played } from '../harness/play.js';
import type { Accept, Episode, Incident } from '../interface.js';
import type { LatchedAction } from './actions.js';
import type { IncidentScore } from './score-episode.js';

const HOUR_MINUTES = 60;
/** What actions cost, in units served in one hour. */
const COST = { falseRollback: 1, pauseHour: 0.05, mostPause: 0.5, page: 0.1, retrain: 0.5 };

/** Harm and costs of a play beyond those of one who knows, in units served in one hour at the episode's mean rate. */
export function regretOf(
  episode: Episode,
  played: Played,
  falseOnes: readonly LatchedAction[],
  scores: readonly IncidentScore[],
): number {
  const hour = (played.predictions / episode.minutes) * HOUR_MINUTES;
  if (hour === 0) return 0;
  const harm =
    played.harm.length > 0
      ? played.harm.flat().reduce((sum, lost) => sum + lost, 0)
      : episode.incidents.reduce(
          (sum, incident, i) => sum + harmOf(incident, scores[i]!, episode.minutes),
          0,
        );
  const unavoidable = episode.incidents.reduce((sum, incident, i) => {
    const until = Math.min(scores[i]!.floorStar ?? Infinity, episode.minutes - incident.onset);
    return sum + incident.harmPerMinute * until;
  }, 0);
  const costs = actionCosts(episode, played, falseOnes);
  const clairvoyant = episode.incidents.reduce((sum, { accept }) => sum + costOf(accept[0]), 0);
  return (harm - unavoidable) / hour + costs - clairvoyant;
}

/** Harm goes on until the vector is right, or to the end. */
const harmOf = ({ onset, harmPerMinute }: Incident, { delay }: IncidentScore, minutes: number): number =>
  harmPerMinute * (delay ?? minutes - onset);

const costOf = (accept: Accept | undefined): number =>
  (accept?.people?.do === 'page' ? COST.page : 0) + (accept?.model?.do === 'retrain' ? COST.retrain : 0);

function actionCosts(
  episode: Episode,
  { decided, ledger }: Played,
  falseOnes: readonly LatchedAction[],
): number {
  const pages = decided.filter(
    ({ decision }) => !decision.heartbeat && decision.vector.people.some(({ do: said }) => said === 'page'),
  ).length;
  const retrains = ledger.filter(
    ({ entry }) =>
      entry.action === 'retrain' && entry.answer === 'applied' && entry.cause.actor !== 'deploy-tool',
  ).length;
  const rollbacks = falseOnes.filter(({ axis }) => axis === 'traffic').length;
  const paused = episode.incidents.length === 0 ? pausedHours({ decided, ledger }, episode.minutes) : 0;
  return (
    rollbacks * COST.falseRollback +
    pages * COST.page +
    retrains * COST.retrain +
    Math.min(COST.mostPause, paused * COST.pauseHour)
  );
}

/** Hours in which a hold stood while a release was in flight. */
function pausedHours({ decided }: Pick<Played, 'decided' | 'ledger'>, minutes: number): number {
  let paused = 0;
  decided.forEach(({ minute, decision }, i) => {
    const until = decided[i + 1]?.minute ?? minutes;
    const holds = decision.vector.traffic.some(({ do: said }) => said === 'hold');
    if (holds && decision.release !== 'none') paused += until - minute;
  });
  return paused / HOUR_MINUTES;
}
