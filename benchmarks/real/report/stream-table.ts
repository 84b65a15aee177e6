import { answerFigures, gainOver } from '../streams/figures.js';
import type { StreamRun } from '../streams/play-stream.js';
import { markdown } from './table.js';

const HEAD = [
  'stream',
  'policy',
  'rows',
  'wrong %',
  'Brier',
  'AUC',
  'retrainings',
  'released',
  'rolled back',
  'wrong answers avoided',
  'loss avoided',
  'wrong avoided per retraining',
  'loss avoided per retraining',
];

/** The policy that never does anything: what gains are counted from. */
const NEVER = 'always-hold';

/** What every policy made of every stream, and what each retraining was worth against never retraining. */
export function streamTable(runs: readonly StreamRun[]): string {
  return markdown(HEAD, streamFigures(runs).map(cellsOf));
}

/** The figures of runs, each beside the run of the same stream that never retrained, where that was played. */
export const streamFigures = (runs: readonly StreamRun[]) =>
  runs.map(({ scores, truths, ...run }) => {
    const never = runs.find(({ stream, policy }) => stream === run.stream && policy === NEVER);
    const gain = never && run.policy !== NEVER ? gainOver(never.scores, scores, truths) : null;
    return { ...run, ...answerFigures(scores, truths), gain };
  });

function cellsOf(figures: ReturnType<typeof streamFigures>[number]): string[] {
  const { stream, policy, rows, wrong, brier, auc, trainings, released, rolledBack, gain } = figures;
  const each = (of: number): string => (trainings.length === 0 ? '–' : (of / trainings.length).toFixed(1));
  return [
    stream,
    policy,
    String(rows),
    (wrong * 100).toFixed(2),
    brier.toFixed(4),
    auc === null ? '–' : auc.toFixed(3),
    String(trainings.length),
    String(released),
    String(rolledBack),
    ...(gain === null
      ? ['', '', '', '']
      : [
          `${gain.fewerWrong} ± ${gain.fewerWrongBy.toFixed(0)}`,
          `${gain.lessLoss.toFixed(0)} ± ${gain.lessLossBy.toFixed(0)}`,
          each(gain.fewerWrong),
          each(gain.lessLoss),
        ]),
  ];
}
