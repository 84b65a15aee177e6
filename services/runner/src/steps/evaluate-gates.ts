import type { Gate, GateOperator, GateResult } from '@checkride/domain/contract/gate';
import type { Figures } from './measure.js';

/** What gates are held against: the candidate's figures, the champion's on the same rows, and facts that are yes or no. */
export interface GateEvidence {
  readonly figures: Figures;
  readonly champion: Figures | null;
  readonly schemaMatches: boolean;
  readonly lineageComplete: boolean;
}

/** Answers every gate a machine can answer; approvals and signatures are people's and are left to the controller. */
export function evaluateGates(gates: readonly Gate[], evidence: GateEvidence): GateResult[] {
  return gates.flatMap((gate) => {
    switch (gate.kind) {
      case 'metric':
        return [metricResult(gate, evidence)];
      case 'schema-match':
        return [
          fact(
            gate.text,
            evidence.schemaMatches,
            'inputs of the artifact against the features of the contract',
          ),
        ];
      case 'lineage-required':
        return [fact(gate.text, evidence.lineageComplete, 'code, data and environment are recorded')];
      case 'signature-required':
        return [
          {
            gate: gate.text,
            passed: false,
            outcome: 'no-data',
            observed: null,
            limit: null,
            detail: 'artifacts are not signed here',
          },
        ];
      case 'approval':
        return [];
    }
  });
}

const fact = (gate: string, passed: boolean, detail: string): GateResult => ({
  gate,
  passed,
  outcome: passed ? 'pass' : 'fail',
  observed: null,
  limit: null,
  detail,
});

type MetricGate = Extract<Gate, { kind: 'metric' }>;

function metricResult(gate: MetricGate, { figures, champion }: GateEvidence): GateResult {
  const keys = keysOf(gate, figures);
  const results = keys.map((key) => compare(gate, key, figures[key], champion));
  return (
    results.find(({ outcome }) => outcome === 'no-data') ??
    results.find(({ outcome }) => outcome === 'fail') ??
    (results[0] as GateResult)
  );
}

/** A gate over all values of a segment is held against each; parity speaks of the segment as a whole. */
function keysOf({ metric, segment }: MetricGate, figures: Figures): string[] {
  if (!segment) return [metric];
  const whole = `${metric}{${segment.name}}`;
  if (segment.value !== null) return [`${metric}{${segment.name}=${segment.value}}`];
  const each = Object.keys(figures).filter((key) => key.startsWith(`${metric}{${segment.name}=`));
  return whole in figures || each.length === 0 ? [whole] : each;
}

function compare(
  gate: MetricGate,
  key: string,
  observed: number | undefined,
  champion: Figures | null,
): GateResult {
  const base = gate.limit.kind === 'number' ? 0 : champion?.[key];
  if (gate.limit.kind === 'champion' && champion === null) {
    return {
      gate: gate.text,
      passed: true,
      outcome: 'pass',
      observed: observed ?? null,
      limit: null,
      detail: 'no champion to compare with',
    };
  }
  if (observed === undefined || base === undefined || Number.isNaN(observed)) {
    return {
      gate: gate.text,
      passed: false,
      outcome: 'no-data',
      observed: observed ?? null,
      limit: null,
      detail: `${key} could not be measured`,
    };
  }
  const limit = gate.limit.kind === 'number' ? gate.limit.value : base + gate.limit.offset;
  const passed = HOLDS[gate.operator](observed, limit);
  return {
    gate: gate.text,
    passed,
    outcome: passed ? 'pass' : 'fail',
    observed,
    limit,
    detail: `${key} = ${round(observed)}, limit ${gate.operator} ${round(limit)}`,
  };
}

const round = (value: number): number => Number(value.toPrecision(5));

const HOLDS: Readonly<Record<GateOperator, (observed: number, limit: number) => boolean>> = {
  '>=': (observed, limit) => observed >= limit,
  '<=': (observed, limit) => observed <= limit,
  '>': (observed, limit) => observed > limit,
  '<': (observed, limit) => observed < limit,
  '==': (observed, limit) => observed === limit,
};
