import type { Report } from '../../report/report.js';
import type { Decision } from '../decision.js';
import { foldReport } from '../fold.js';
import type { JudgeState } from '../state.js';
import { EPOCH, HOUR } from './contract.js';
import { cohorts, report } from './report.js';

/** What a history came to: the last state and every decision in order. */
export interface History {
  readonly state: JudgeState | undefined;
  readonly decisions: readonly Decision[];
  readonly reports: readonly Report[];
}

/** Nothing has happened yet. */
export const NO_HISTORY: History = { state: undefined, decisions: [], reports: [] };

/** Age of a cohort when its labels are mature, in windows. */
export const MATURE_WINDOWS = 12;

/** Start (ms) of the cohort whose labels mature in window `index`. */
export const cohortOf = (index: number): number => EPOCH + (index - MATURE_WINDOWS) * HOUR;

/** A quiet hour of a sole version: traffic, and the truth of twelve hours ago. */
export const quietHour = (index: number, parts: Partial<Report> = {}): Report =>
  report(index, {
    cohorts: index >= MATURE_WINDOWS ? cohorts(cohortOf(index)) : [],
    matured_until: cohortOf(index) + HOUR,
    ...parts,
  });

/** Goes on for `hours` windows with what `hour` makes of each. */
export function live(history: History, hours: number, hour: (index: number) => Report = quietHour): History {
  let { state } = history;
  const decisions = [...history.decisions];
  const reports = [...history.reports];
  const first = reports.length;
  for (let index = first; index < first + hours; index++) {
    const next = hour(index);
    const folded = foldReport(state, next);
    state = folded.state;
    decisions.push(...folded.decisions);
    reports.push(next);
  }
  return { state, decisions, reports };
}

/** A decision's headline, rule and reason in one line, as the scenarios compare them; heartbeats are left out. */
export const told = ({ decisions }: History): string[] =>
  decisions
    .filter(({ heartbeat }) => !heartbeat)
    .map(({ headline, rule, reason }) => `${headline} ${rule} ${reason}`);
