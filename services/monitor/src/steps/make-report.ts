import { CATALOGUE_VERSION } from '@checkride/domain/report/report';
import type { Freshness, Policy, Report } from '@checkride/domain/report/report';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { evidenceId } from '@checkride/domain/ids';
import type { ExaminationResult } from '@checkride/domain/jobs';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import type { HeadState } from '../head.js';
import { changesOf, correctionCells } from './announced.js';
import { assignmentCells } from './assignment-cells.js';
import { checkCells } from './check-cells.js';
import { cohortCells } from './cohort-cells.js';
import { contrastCells } from './contrast-cells.js';
import { gridId } from './counting-plan.js';
import { driftCells } from './drift-cells.js';
import { maturedUntil } from './due-items.js';
import type { WindowEvidence } from './evidence.js';
import { kpiCells } from './kpi-cells.js';
import { revisionsOf, servingCells } from './serving-cells.js';

/** All that a report is made of; equal parts give equal bytes. */
export interface ReportParts {
  readonly head: HeadState;
  /** The contract in force for the window. */
  readonly record: ModelRecord;
  readonly evidence: WindowEvidence;
  /** Every route record of the model known so far, ascending. */
  readonly routes: readonly RouteRecord[];
  readonly ledger: readonly LedgerEntry[];
  readonly results: readonly ExaminationResult[];
  readonly deadLetters: Readonly<Record<string, number>>;
  readonly freshness: Freshness;
}

/** The policy of a contract: what the judge must know of it and of its reference. */
const policyOf = (record: ModelRecord): Policy => ({
  contract: record.contract,
  contract_version: record.contract_version,
  contract_digest: record.contract_digest,
  reference: record.reference && {
    digest: record.reference.digest,
    version: record.reference.version,
    rows: record.reference.rows,
    training_rows: record.reference.training_rows,
    segments: record.reference.segments,
  },
});

/** Arrival time up to which the report of a window knows the world: its end plus the contract's lateness. */
export const knownAt = ({ contract }: ModelRecord, until: number): number =>
  until + contract.windows.lateness_ms;

/** The report of one window and the head after it. Pure: time, ids and everything stored are arguments. */
export function makeReport(parts: ReportParts): { report: Report; head: HeadState } {
  const { head, record, evidence, routes } = parts;
  const { window } = evidence;
  const named = Math.max(0, ...evidence.serving.flatMap((row) => revisionsOf(row.revisions)));
  const known = routes.filter(({ revision }) => revision <= Math.max(head.route, named));
  const newRoutes = known.filter(({ revision }) => revision > head.route);
  const roles = known.at(-1)?.roles ?? {};
  const policy = gridId(record);
  const report: Report = {
    evidence_id: evidenceId({
      model: record.model,
      kind: 'report',
      window,
      known_at: knownAt(record, window[1]),
      contract_digest: record.contract_digest,
      catalogue_version: CATALOGUE_VERSION,
    }),
    model: record.model,
    seq: head.seq + 1,
    window,
    known_at: knownAt(record, window[1]),
    contract_digest: record.contract_digest,
    policy: policy === head.policy ? null : policyOf(record),
    routes: newRoutes,
    serving: servingCells(evidence.serving, evidence.late),
    contrasts: contrastCells(evidence.contrasts),
    assignments: assignmentCells(evidence.assignments),
    checks: checkCells(evidence.serving, record),
    drift: driftCells(evidence, record, (version) => roles[version] === 'candidate'),
    cohorts: cohortCells(evidence.cohorts, record.contract),
    kpis: kpiCells(evidence.kpis),
    matured_until: maturedUntil(record.contract, window, head.first),
    examinations: parts.results.flatMap(({ examinations }) => examinations),
    counterfactuals: parts.results.flatMap(({ counterfactuals }) => counterfactuals),
    corrections: correctionCells(evidence.corrections, record.contract.windows.base_ms),
    changes: changesOf(evidence.changes),
    ledger: parts.ledger,
    dead_letters: parts.deadLetters,
    freshness: parts.freshness,
    fleet: evidence.fleet,
  };
  return {
    report,
    head: {
      ...head,
      seq: report.seq,
      next: window[1],
      policy,
      route: Math.max(head.route, known.at(-1)?.revision ?? 0),
      ledger: parts.ledger.at(-1)?.seq ?? head.ledger,
      examined: Math.max(head.examined, parts.freshness.folded ?? head.examined),
    },
  };
}
