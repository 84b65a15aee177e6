import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createArtifactStore } from '@checkride/artifacts/artifact-store';
import type { ExaminationResult, Job, JobEvent } from '@checkride/domain/jobs';
import { applied, report, traffic } from '@checkride/domain/judge/testing/report';
import { testPolicy } from '@checkride/domain/judge/testing/contract';
import { live, NO_HISTORY } from '@checkride/domain/judge/testing/history';
import type { RouteRecord } from '@checkride/domain/release';
import { follow, type Follower } from '@checkride/messaging/kafka/follower';
import { createSender } from '@checkride/messaging/kafka/sender';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire, type WireKind, type WireTypes } from '@checkride/messaging/wire';
import { goldenRows } from '@checkride/runner/steps/golden-rows';
import { freePort } from '@checkride/stack/ports';
import { contractOf, recordOf } from '../support/ingest/contract-of.js';
import { times } from '../support/multiples.js';
import { ownStack, type OwnStack } from '../support/own-stack.js';
import { startService, type SeparateService } from '../support/separate-services.js';

const HOUR = 3_600_000;
const MODEL = 'tolls';
const PERIOD = [HOUR, 2 * HOUR] as const;

const contract = contractOf({
  model: MODEL,
  task: 'regression',
  segments: ['region'],
  region: 'region',
  features: { x: { type: 'number' } },
});

/** A region's gateway that takes every question to v1, whichever version it asks for. */
async function stuckGateway(servingUrl: string): Promise<Server> {
  const server = createServer((request, response) => {
    void (async () => {
      const asked = JSON.parse(await text(request)) as Record<string, unknown>;
      const answer = await fetch(`${servingUrl}${request.url}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...asked, probe: 'v1' }),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(await answer.text());
    })();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe('golden rows sent to the serving of each region', () => {
  let own: OwnStack;
  let services: SeparateService[] = [];
  let follower: Follower;
  let west: Server;
  let event: JobEvent;
  const routes: RouteRecord[] = [];

  beforeAll(async () => {
    own = await ownStack();
    const { stack, kafka } = own;
    const store = createArtifactStore(join(stack.home, 'artifacts'));
    const artifacts = { v1: await store.put(times(2)), v2: await store.put(times(3)) };
    const x = Array.from({ length: 40 }, (_, row) => row + 1);
    const golden = await store.put(
      goldenRows(
        { ids: x.map(String), times: [], labels: [], segments: {}, numbers: { x }, categories: {} },
        Float64Array.from(x, (value) => 3 * value),
      ),
    );
    routes.push({
      model: MODEL,
      revision: 1,
      release: 'none',
      release_epoch: 1,
      roles: { v2: 'sole' },
      shares: { '*': { v2: 1 } },
      shadow: [],
      artifacts,
      step: -1,
      randomised_by: 'request',
      decided_at: 0,
    });
    const order: Job = {
      job_id: 'probe-1',
      model: MODEL,
      kind: 'probe',
      ordered_at: HOUR,
      contract_version: 1,
      version: 'v2',
      champion: 'v2',
      champion_artifact: artifacts.v2,
      artifacts,
      golden: { v2: golden },
      pipeline: null,
      data: { kind: 'stored', from: PERIOD[0], until: PERIOD[1] },
      quarantined: [],
      input_job: null,
      time_limit_ms: 60_000,
    };

    const finished = new Promise<JobEvent>((resolve) => {
      void follow(kafka, {
        topics: [TOPICS.jobEvents],
        onRecords(records) {
          for (const { value } of records) {
            const told = value && decodeWire('job-event', value);
            if (told && told.status !== 'started') resolve(told);
          }
        },
      }).then((following) => (follower = following));
    });
    const sender = createSender(kafka);
    const send = <K extends WireKind>(topic: string, kind: K, value: WireTypes[K]): Promise<void> =>
      sender.send([
        { topic, partition: controlPartition(MODEL), key: MODEL, value: encodeWire(kind, value) },
      ]);
    await send(TOPICS.models, 'model-record', recordOf(contract));
    await send(TOPICS.routes, 'route', routes[0]!);

    const port = await freePort();
    const east = `http://127.0.0.1:${port}`;
    west = await stuckGateway(east);
    services = [
      startService('serving', stack, { SERVING_PORT: String(port), SERVING_INSTANCE: 'tolls-1' }),
      startService('runner', stack, { CHECKRIDE_PROBES: `east=${east},west=${urlOf(west)}` }),
    ];
    await listening(`${east}/health`);
    await send(TOPICS.jobs, 'job', order);
    event = await Promise.race([finished, ...services.map(({ failed }) => failed)]);
    await sender.close();
  }, 120_000);

  afterAll(async () => {
    west?.close();
    await Promise.all(services.map((service) => service.kill()));
    await follower?.close();
    await own?.close();
  }, 60_000);

  const found = (): ExaminationResult => event.result as ExaminationResult;

  it('find the region where another version answers, and which', () => {
    expect(event.detail).toBe('64 answers examined, 32 are not what their version answers');
    expect(found().examinations).toMatchObject([
      { kind: 'probe', region: 'east', version: 'v2', n: 32, mismatches: 0 },
      {
        over: PERIOD,
        region: 'west',
        version: 'v2',
        n: 32,
        mismatches: 32,
        answered_by: { v1: 32, v2: 0 },
        instances: { 'tolls-1': [32, 32] },
      },
    ]);
  });

  it('send that region back to the version that answers there, once the judge sees them', () => {
    const { decisions } = live(NO_HISTORY, 12, (hour) =>
      report(hour, {
        serving: traffic({ version: 'v2' }),
        ...(hour === 0 && {
          policy: testPolicy(),
          routes,
          ledger: [
            applied(1, 'complete', { version: 'v1', share: 1 }),
            applied(2, 'complete', { version: 'v2', share: 1 }),
          ],
        }),
        examinations: hour === 11 ? found().examinations : [],
      }),
    );
    expect(decisions.at(-1)).toMatchObject({
      headline: 'ROLLBACK',
      rule: 'T1',
      scope: ['region=west'],
      target: { version: 'v1' },
      paragraph: expect.stringContaining('32 of the 32 others with v1'),
    });
  });
});

/** Resolves when something answers there; a service binds its port within seconds of its start. */
async function listening(url: string): Promise<void> {
  for (;;)
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
}
