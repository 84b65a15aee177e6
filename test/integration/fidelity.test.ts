import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createArtifactStore } from '@checkride/artifacts/artifact-store';
import type { CommandBody } from '@checkride/domain/commands';
import type { Job } from '@checkride/domain/jobs';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LifecycleEvent } from '@checkride/domain/lifecycle/ledger';
import { resultOf } from '@checkride/domain/lifecycle/testing/scenario';
import type { RouteRecord } from '@checkride/domain/release';
import { follow, type Follower } from '@checkride/messaging/kafka/follower';
import { createSender, type Sender } from '@checkride/messaging/kafka/sender';
import { clockRecords } from '@checkride/messaging/records';
import { controlPartition, replayTopic, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire, type WireKind, type WireTypes } from '@checkride/messaging/wire';
import { times } from '../support/multiples.js';
import { ownStack, type OwnStack } from '../support/own-stack.js';
import { startService, type SeparateService } from '../support/separate-services.js';

const HOUR = 3_600_000;
const FROM = Date.UTC(2001, 1, 1);
const MODEL = 'fares';
const TOPIC = `${MODEL}.predictions`;
const WRONG_FROM = 4;

const CONTRACT = `
model: ${MODEL}
task: regression
source: {predictions: ${TOPIC}, clock: replay, lag: 2}
windows: {base: 1h, drift: 6h}
features: {x: {type: number}}
segments: [region]
region: region
gates: {deploy: {canary: [100%], watch: 1h}}
pipeline: pipeline.yml
automation: auto
`;

/** Sixty answers of an hour in each region, all labelled v2; from an hour on those of instance west-2 are made by v1. */
function answers(hour: number) {
  return ['east', 'west'].flatMap((region) =>
    Array.from({ length: 60 }, (_, row) => {
      const x = 1 + row;
      const instance = `${region}-${1 + (row % 2)}`;
      const factor = instance === 'west-2' && hour >= WRONG_FROM ? 2 : 3;
      const time = FROM + hour * HOUR + row * 30_000;
      return {
        prediction_id: `${region}-${hour}-${row}`,
        model: MODEL,
        version: 'v2',
        event_time: time,
        instance,
        route_revision: 2,
        segments: { region },
        features: { x },
        prediction: { value: factor * x },
        latency_ms: 3,
      };
    }),
  );
}

describe('a wrong artifact in one region', () => {
  let own: OwnStack;
  let services: SeparateService[] = [];
  let sender: Sender;
  let follower: Follower;
  const jobs: Job[] = [];
  const events: LifecycleEvent[] = [];
  const routes: RouteRecord[] = [];
  const decisions: Decision[] = [];
  let wake = (): void => undefined;

  const until = async <T>(find: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const send = <K extends WireKind>(topic: string, kind: K, value: WireTypes[K]): Promise<void> =>
    sender.send([{ topic, partition: controlPartition(MODEL), key: MODEL, value: encodeWire(kind, value) }]);
  const command = (command_id: string, body: CommandBody): Promise<void> =>
    send(TOPICS.commands, 'command', {
      command_id,
      model: MODEL,
      actor: 'ada',
      sent_at: 0,
      at: null,
      body,
    });
  const live = async (from: number, to: number): Promise<void> => {
    for (let hour = from; hour < to; hour += 1)
      await sender.send([
        ...answers(hour).map((row) => ({
          topic: TOPIC,
          partition: 0,
          key: null,
          timestamp: row.event_time,
          value: Buffer.from(JSON.stringify(row)),
        })),
        ...clockRecords(TOPIC, 1, FROM + (hour + 1) * HOUR),
      ]);
  };
  /** The test trains: what the artifact of each version answers must be known. */
  const register = async (version: string, digest: string): Promise<void> => {
    await command(`train-${version}`, {
      kind: 'retrain',
      reason: 'by hand',
      data: 'none.parquet',
      pipeline: null,
      version,
    });
    for (const kind of ['train', 'validate'] as const) {
      const job = await until(() => jobs.find((one) => one.version === version && one.kind === kind));
      const event = resultOf(job, 'passes');
      if (event.result?.kind !== kind) throw new Error(`${kind} has another result`);
      await send(TOPICS.jobEvents, 'job-event', {
        ...event,
        result: { ...event.result, artifact_digest: digest },
      });
    }
    await until(() => routes.find(({ roles }) => roles[version] !== undefined));
  };

  beforeAll(async () => {
    own = await ownStack([replayTopic(TOPIC, 1)]);
    const { stack, kafka } = own;
    sender = createSender(kafka);
    const readers: Readonly<Record<string, (value: Buffer) => void>> = {
      [TOPICS.jobs]: (value) => jobs.push(decodeWire('job', value)),
      [TOPICS.lifecycle]: (value) => events.push(decodeWire('lifecycle-event', value)),
      [TOPICS.routes]: (value) => routes.push(decodeWire('route', value)),
      [TOPICS.decisions]: (value) => {
        const event = decodeWire('decision', value);
        if (event.kind === 'decision') decisions.push(event.decision);
      },
    };
    follower = await follow(kafka, {
      topics: Object.keys(readers),
      onRecords(records) {
        for (const { topic, value } of records) if (value) readers[topic]?.(value);
        wake();
      },
    });
    services = ['ingest', 'monitor', 'judge', 'controller'].map((name) => startService(name, stack));
    const store = createArtifactStore(join(stack.home, 'artifacts'));
    await command('apply', { kind: 'apply', yaml: CONTRACT, file: 'contract.yml' });
    await register('v1', await store.put(times(2)));
    await register('v2', await store.put(times(3)));
    services.push(startService('runner', stack));

    await live(0, 6);
    const { job_id } = await until(() => jobs.find(({ kind }) => kind === 'fidelity'));
    await until(() => events.find((event) => event.kind === 'job-settled' && event.job_id === job_id));
    await live(6, 12);
    await Promise.race([
      until(() => decisions.find(({ rule }) => rule === 'T1')),
      ...services.map(({ failed }) => failed),
    ]);
  }, 120_000);

  afterAll(async () => {
    await Promise.all(services.map((service) => service.kill()));
    await follower?.close();
    await sender?.close();
    await own?.close();
  }, 60_000);

  const decision = () => decisions.find(({ rule }) => rule === 'T1');

  it('is named: who answers there, since when, and from which instance', () => {
    expect(decision()).toMatchObject({
      headline: 'ROLLBACK',
      scope: ['region=west'],
      reason: 'wrong_artifact',
      target: { version: 'v1', verified: true },
    });
    expect(decision()?.evidence[0]).toMatchObject({
      kind: 'deterministic',
      counts: { n: 360, mismatches: 60, 'answered_by.v1': 60, 'instance.west-2': 60 },
    });
    // The first wrong answer of west-2 is its first of the fifth hour, half a minute into it.
    expect(decision()?.onset?.[0]).toBe(FROM + WRONG_FROM * HOUR + 30_000);
    expect(decision()?.paragraph).toContain('60 of the 60 others with v1');
    expect(decision()?.paragraph).toContain('Instances concerned: west-2 (60).');
  });

  it('sends that region back to the version that answers there, and nothing else', async () => {
    const route = await until(() => routes.find(({ shares }) => shares['west'] !== undefined));
    expect(route.shares).toEqual({ '*': { v2: 1 }, west: { v1: 1 } });
    const rollback = await until(() =>
      events.find((event) => event.kind === 'entry' && event.entry.action === 'rollback'),
    );
    expect(rollback).toMatchObject({
      entry: { answer: 'applied', scope: ['region=west'], version: 'v2', target: 'v1' },
    });
  });

  it('is the only thing said: the other region’s answers are its own', () => {
    expect(decisions.filter(({ headline }) => headline === 'ROLLBACK').map(({ scope }) => scope)).toEqual([
      ['region=west'],
    ]);
  });
});
