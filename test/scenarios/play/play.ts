import type { CommandBody } from '@checkride/domain/commands';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { sharesFor, type RouteRecord } from '@checkride/domain/release';
import { followLockStep } from '@checkride/client/lock-step';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { encodeWire } from '@checkride/messaging/wire';
import type { SimRecord, World } from '../../../benchmarks/incidents/interface.js';
import { contractOf, LAG } from './contract.js';
import { EventWriter } from './event-writer.js';
import type { Installation } from './installation.js';
import { modelOf, placeOf, REGIONS } from './place.js';
import { resultOf } from './runner.js';
import type { Scenario } from './scenario.js';

const MINUTE_MS = 60_000;

/** What became of a scenario: all that was decided and written on the ledger, and how long it took. */
export interface Played {
  readonly model: string;
  /** Start of the last window that was judged (ms). */
  readonly last: number;
  readonly decisions: readonly Decision[];
  readonly entries: readonly LedgerEntry[];
  readonly seconds: number;
}

/** Plays a scenario in lock-step with its own model, obeying the route in force. */
export async function playScenario(installation: Installation, scenario: Scenario): Promise<Played> {
  const began = performance.now();
  const model = modelOf(scenario);
  const { kafka, sender } = installation;
  const episode = placeOf(scenario).episode();
  const { start } = episode;
  const baseMs = scenario.base * MINUTE_MS;
  const partition = controlPartition(model);
  let commands = 0;

  const command = (body: CommandBody, at: number | null = null): Promise<void> => {
    const id = `${model}-${(commands += 1)}`;
    const value = encodeWire('command', { command_id: id, model, actor: 'ada', sent_at: 0, at, body });
    return sender.send([{ topic: TOPICS.commands, partition, key: model, value }]);
  };
  const train = (version: string, at: number | null): Promise<void> =>
    command({ kind: 'retrain', reason: 'ordered', data: 'history', pipeline: null, version }, at);

  installation.answerOrders(model, (job) => resultOf(job, scenario));
  await command({ kind: 'apply', yaml: contractOf(scenario), file: 'contract.yml' });
  const record = await installation.until(model, ({ records, entries }) => {
    const refused = entries.find(({ action, answer }) => action === 'contract' && answer === 'refused');
    if (refused) throw new Error(refused.reason);
    return records[0];
  });
  const lockStep = await followLockStep(kafka, { model, baseMs, lag: LAG, first: start });
  await train('v1', null);
  await installation.until(model, ({ routes }) => routes.get(1));
  for (const { version, at } of scenario.orders ?? []) await train(version, start + at * baseMs);

  const writer = new EventWriter(sender, record);
  const pending: SimRecord[] = [];
  for (let window = 0; window < scenario.windows; window += 1) {
    const from = start + window * baseMs;
    const revision = (await lockStep.mayEmit(from)) ?? 1;
    const route = await installation.until(model, ({ routes }) => routes.get(revision));
    const world = worldOf(route);
    for (let minute = window * scenario.base; minute < (window + 1) * scenario.base; minute += 1)
      for (const record of episode.minute(minute, world)) {
        pending.push(record);
        if (record.topic === 'predictions' && scenario.follow)
          pending.push(...scenario.follow(record.value as Readonly<Record<string, unknown>>));
      }
    const due = pending.filter(({ arrivesAt }) => arrivesAt < from + baseMs);
    const later = pending.filter(({ arrivesAt }) => arrivesAt >= from + baseMs);
    pending.splice(0, pending.length, ...later);
    await writer.write(due, revision, from + baseMs);
  }
  const last = start + (scenario.windows - 1) * baseMs;
  await lockStep.folded(last);
  const { decisions, entries } = await installation.until(model, (heard) =>
    heard.ticked >= last ? heard : undefined,
  );
  await lockStep.close();
  return { model, last, decisions, entries, seconds: (performance.now() - began) / 1000 };
}

/** The world as the route in force divides it. */
const worldOf = (route: RouteRecord): World => ({
  shares: Object.fromEntries(REGIONS.map((region) => [region, sharesFor(route, region)])),
  paused: true,
  quarantined: [],
  retrained: [],
});
