import type { Gate, GateOperator } from './gate.js';

const METRIC = /^([a-z][a-z0-9_]*)(?:\{([A-Za-z_][\w.]*)(?:=([^}]+))?\})?\s*(>=|<=|==|>|<)\s*(.+)$/;
const CHAMPION = /^champion(?:\s*([+-])\s*(\d+(?:\.\d+)?))?$/;

/** A gate from its text, or a sentence saying what is wrong; the grammar is closed. */
export function parseGate(text: string): Gate | { readonly problem: string } {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  if (trimmed === 'schema match') return { kind: 'schema-match', text: trimmed };
  if (trimmed === 'lineage required') return { kind: 'lineage-required', text: trimmed };
  if (trimmed === 'signature required') return { kind: 'signature-required', text: trimmed };
  const approval = /^approval by ([\w-]+)$/.exec(trimmed);
  if (approval?.[1]) return { kind: 'approval', text: trimmed, role: approval[1] };
  const match = METRIC.exec(trimmed);
  if (!match)
    return {
      problem: `"${trimmed}" is not a gate: write "metric >= number", "metric{segment=value} >= champion - 0.01", "schema match", "lineage required", "approval by ROLE" or "signature required"`,
    };
  const [, metric = '', name, value, operator = '>=', right = ''] = match;
  const limit = parseLimit(right);
  if (!limit) return { problem: `"${right}" is neither a number nor "champion ± number"` };
  const segment = name ? { name, value: value ?? null } : null;
  return { kind: 'metric', text: trimmed, metric, segment, operator: operator as GateOperator, limit };
}

function parseLimit(text: string): Extract<Gate, { kind: 'metric' }>['limit'] | undefined {
  const champion = CHAMPION.exec(text.trim());
  if (champion)
    return { kind: 'champion', offset: (champion[1] === '-' ? -1 : 1) * Number(champion[2] ?? 0) };
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? { kind: 'number', value } : undefined;
}
