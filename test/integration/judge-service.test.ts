import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '@checkride/domain/canonical';
import type { Decision, Tick } from '@checkride/domain/judge/decision';
import { foldReport } from '@checkride/domain/judge/fold';
import type { JudgeState } from '@checkride/domain/judge/state';
import { quietHour } from '@checkride/domain/judge/testing/history';
import { traffic } from '@checkride/domain/judge/testing/report';
import type { Report } from '@checkride/domain/report/report';
import { startJudge } from '@checkride/judge/adapters/judge-service';
import { connectKafka, type KafkaConnection } from '@checkride/messaging/kafka/connection';
import { follow } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import { CONTROL_TOPICS, controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import { createLogger } from '@checkride/platform/logger';
import { sharedStack, uniqueName } from '../support/stack.js';

let kafka: KafkaConnection;
let brokers: string[];

beforeAll(async () => {
  brokers = [(await sharedStack()).kafkaBrokers];
  kafka = await connectKafka({ brokers, clientId: 'judge-test' });
  await kafka.ensureTopics(CONTROL_TOPICS);
}, 120_000);
afterAll(() => kafka.close());

const model = uniqueName('judged');
const reports: Report[] = Array.from({ length: 90 }, (_, index) => ({
  ...quietHour(index, index >= 60 && index < 70 ? { serving: traffic({ errors: 60 }) } : {}),
  model,
}));
const record = (report: Report) => ({
  topic: TOPICS.evidence,
  partition: controlPartition(model),
  key: model,
  value: encodeWire('report', report),
});

/** What the judge must say, by folding here. */
function expected(): { decisions: Decision[]; ticks: Tick[] } {
  let state: JudgeState | undefined;
  const decisions: Decision[] = [];
  const ticks: Tick[] = [];
  for (const report of reports) {
    const folded = foldReport(state, report);
    state = folded.state;
    decisions.push(...folded.decisions);
    if (folded.tick) ticks.push(folded.tick);
  }
  return { decisions, ticks };
}

describe('the judge service', () => {
  it('folds each report once over two lives, in order, with a tick behind every window', async () => {
    const said: (Decision | Tick)[] = [];
    let heard: () => void = () => undefined;
    const follower = await follow(kafka, {
      topics: [TOPICS.decisions],
      onRecords(records) {
        for (const { key, value } of records) {
          if (key?.toString() !== model || !value) continue;
          const event = decodeWire('decision', value);
          said.push(event.kind === 'tick' ? event.tick : event.decision);
        }
        heard();
      },
    });
    const ticked = async (count: number): Promise<void> => {
      while (said.filter((event) => !('decision_id' in event)).length < count)
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
    };
    const live = () =>
      startJudge(
        { brokers, clientId: 'judge-test' },
        { sessionTimeoutMs: 6_000 },
        createLogger('judge', { level: 'warn' }),
      );
    const sender = createSender(kafka);

    const first = await live();
    await sender.send(reports.slice(0, 50).map(record));
    await ticked(50);
    await first.close();
    // The last report of the first life is delivered again, as after a lost answer.
    await sender.send(reports.slice(49).map(record));
    const second = await live();
    await ticked(90);
    await second.close();
    await follower.close();
    await sender.close();

    const { decisions, ticks } = expected();
    expect(canonicalJson(said.filter((event) => 'decision_id' in event))).toBe(canonicalJson(decisions));
    expect(said.filter((event) => !('decision_id' in event))).toEqual(ticks);
    const positions = decisions.map(({ evidence_seq }) =>
      said.findIndex((event) => event.evidence_seq === evidence_seq),
    );
    expect(positions.every((at) => at >= 0 && said[at] !== undefined && 'decision_id' in said[at])).toBe(
      true,
    );
    expect(decisions.some(({ rule }) => rule === 'T7')).toBe(true);
  }, 120_000);
});
