import type { Decision, EvidenceItem } from './decision.js';

/** A decision before its paragraph: all the paragraph may use. */
export type DecisionRecord = Omit<Decision, 'paragraph'>;

/** The first figure of the rule that decided. */
export const leadingEvidence = ({ evidence, rule }: DecisionRecord): EvidenceItem | undefined =>
  evidence.find((item) => item.rule === rule);
