import type { JudgeFold } from '@checkride/domain/judge/fold';
import type { OutboundRecord } from '@checkride/messaging/records';
import type { DecisionEvent } from '@checkride/messaging/wire';

/** Turns what was decided into records of decisions.v1: the decisions on a window, and behind them its tick. */
export function createWriteDecisionsStep(topic: string, encode: (event: DecisionEvent) => Buffer) {
  return function writeDecisions({ state, decisions, tick }: JudgeFold, partition: number): OutboundRecord[] {
    const events: DecisionEvent[] = [
      ...decisions.map((decision) => ({ kind: 'decision', decision }) as const),
      ...(tick ? [{ kind: 'tick', tick } as const] : []),
    ];
    return events.map((event) => ({ topic, partition, key: state.model, value: encode(event) }));
  };
}
