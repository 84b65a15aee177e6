import type { ModelContract } from '../contract/contract.js';
import type { Verdict } from '../judge/verdict.js';
import type { Report } from '../report/report.js';

/** Decides on the reports of one model, in their order; keeps what it must remember to itself. */
export type Policy = (report: Report) => Verdict;

/** A way to decide, by its name. */
export interface PolicyMaker {
  readonly name: string;
  readonly create: (contract: ModelContract) => Policy;
}
