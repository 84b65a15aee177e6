/** Comparison of a gate. */
export type GateOperator = '>=' | '<=' | '>' | '<' | '==';

/**
 * A condition a candidate must meet. `metric` compares a figure, over one segment value, over all values of a segment
 * (value null) or over everything, with a number or with the champion's figure shifted by `offset`.
 */
export type Gate =
  | {
      readonly kind: 'metric';
      readonly text: string;
      readonly metric: string;
      readonly segment: { readonly name: string; readonly value: string | null } | null;
      readonly operator: GateOperator;
      readonly limit:
        | { readonly kind: 'number'; readonly value: number }
        | { readonly kind: 'champion'; readonly offset: number };
    }
  | { readonly kind: 'schema-match' | 'lineage-required' | 'signature-required'; readonly text: string }
  | { readonly kind: 'approval'; readonly text: string; readonly role: string };

/** What became of one gate: the observed figure beside its limit; `no-data` never passes. */
export interface GateResult {
  readonly gate: string;
  readonly passed: boolean;
  readonly outcome: 'pass' | 'fail' | 'no-data';
  readonly observed: number | null;
  readonly limit: number | null;
  readonly detail: string;
}
