import type { Decision } from '@checkride/domain/judge/decision';
import { table } from './table.js';

/** A decision as `checkride why` prints it: the paragraph, the figures it rests on, how to make it again. */
export function decisionText(decision: Decision): string {
  const evidence = table(
    ['evidence', 'scope', 'statistic', 'value', 'threshold', 'kind'],
    decision.evidence.map((item) => [
      `${item.rule} ${item.stream}`,
      item.scope.join(' '),
      item.statistic,
      rounded(item.value),
      rounded(item.threshold),
      item.kind,
    ]),
    'No figure stands behind it: nothing was measured that asks for more.',
  );
  const others = decision.why_not.map(({ action, because }) => `  not ${action}: ${because}`).join('\n');
  return `${decision.paragraph}\n\n${evidence}\n\nWhy not the others\n${others}\n\nReplay: ${decision.replay}`;
}

const rounded = (value: number | null): number | null =>
  value === null ? null : Number(value.toPrecision(4));
