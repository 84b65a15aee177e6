import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../canonical.js';
import { TRAFFIC, type RuleId } from '../judge/verdict.js';
import type { CommandBody } from '../commands.js';
import { foldLifecycle } from './fold.js';
import { FALLBACK_VERSION } from './route-change.js';
import { jsonCompiler } from './testing/json-compiler.js';
import { axis, contractText, HOUR, Scenario } from './testing/scenario.js';

type Move = (life: Scenario) => void;

const SOURCE = { predictions: 'p', clock: 'replay', lag: 2 };
const DEPLOY = { canary: ['10%', '50%', '100%'], watch: '3h', holdback: '5%' };

const rule = fc.constantFrom<RuleId>('T4', 'T5', 'T6', 'T11', 'T20');
const releaseNamed = (life: Scenario, ours: boolean): string =>
  ours ? (life.state?.release?.release ?? life.state?.last_release?.release ?? 'none') : 'none';

const decision: fc.Arbitrary<Move> = fc
  .record({
    traffic: fc.constantFrom(...TRAFFIC),
    region: fc.boolean(),
    data: fc.constantFrom('clean', 'quarantine'),
    model: fc.constantFrom('keep', 'retrain'),
    people: fc.constantFrom('none', 'ticket', 'page'),
    rule,
    ours: fc.boolean(),
    hour: fc.nat(100),
  })
  .map(({ traffic, region, data, model, people, rule: by, ours, hour }) => (life: Scenario) => {
    const scope = region ? ['region=west'] : ['all'];
    life.decide(
      {
        traffic: [axis(traffic, by, { scope })],
        data: [axis(data, by, { range: [hour * HOUR, (hour + 2) * HOUR] })],
        model: [axis(model, by, { range: [hour * HOUR, (hour + 2) * HOUR] })],
        people: [axis(people, by)],
      },
      { release: releaseNamed(life, ours) },
    );
  });

const version = fc.constantFrom(null, 'v1', 'v2', 'v3', 'mine');
const body: fc.Arbitrary<CommandBody> = fc.oneof(
  fc
    .constantFrom('auto', 'manual', 'dry-run')
    .chain((automation) =>
      fc.constantFrom('all', 'region').map((scope) => ({
        automation,
        gates: { deploy: { ...DEPLOY, scope } },
      })),
    )
    .map(
      (more) => ({ kind: 'apply', yaml: contractText({ ...more, source: SOURCE }), file: 'f.yml' }) as const,
    ),
  version.map((to) => ({ kind: 'rollback', to, reason: 'r' }) as const),
  version.map((named) => ({ kind: 'promote', version: named }) as const),
  version.map(
    (named) => ({ kind: 'retrain', reason: 'r', data: 'f', pipeline: null, version: named }) as const,
  ),
  version.map((subject) => ({ kind: 'approve', subject: subject ?? 'decision-1' }) as const),
  version.map((subject) => ({ kind: 'reject', subject: subject ?? 'decision-1', reason: 'r' }) as const),
  fc.constant({ kind: 'pause', reason: 'r' } as const),
  fc.nat(40).map((nth) => ({ kind: 'override', decision: `decision-${nth}`, reason: 'r' }) as const),
  version.map((named) => ({ kind: 'lift', digest: `sha-${named}`, reason: 'r' }) as const),
);

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.constant((life: Scenario) => life.tick()) },
  { weight: 3, arbitrary: decision },
  {
    weight: 2,
    arbitrary: fc.tuple(body, fc.option(fc.nat(30))).map(
      ([command, at]) =>
        (life: Scenario) =>
          void life.command(command, at === null ? {} : { at: at * HOUR }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('passes', 'passes', 'fails its gates', 'crashes')
      .map((outcome) => (life: Scenario) => {
        if (life.outstanding().length > 0) life.finish(outcome);
      }),
  },
  {
    weight: 1,
    arbitrary: fc.nat().map((index) => (life: Scenario) => {
      const again = life.inputs[index % Math.max(1, life.inputs.length)];
      if (again) expect(life.feed(again)).toEqual([]);
    }),
  },
);

const starts: readonly Move[] = [
  (life) => void life.apply({ source: SOURCE }),
  (life) => life.startServing({ source: SOURCE, fallback: { constant: 0.2 } }),
  (life) => life.startCanary({ source: SOURCE, gates: { deploy: { ...DEPLOY, scope: 'region' } } }),
  (life) => life.startCanary({ source: SOURCE }),
];

/** A new version is trained until it is staged, refused or forgotten. */
const anotherVersion: Move = (life) => {
  life.retrain();
  for (let round = 0; round < 8; round += 1) life.goOn();
};

const lives = fc
  .tuple(
    fc.constantFrom(...starts),
    fc.array(fc.oneof({ weight: 12, arbitrary: move }, fc.constant(anotherVersion)), {
      minLength: 10,
      maxLength: 60,
      size: 'max',
    }),
  )
  .map(([start, moves]) => {
    const life = new Scenario();
    for (const happen of [start, ...moves]) happen(life);
    return life;
  });

describe('whatever happens to a model', () => {
  test('shares sum to 1, revisions have no gaps, every input is answered, nothing is answered twice', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const { shares } of life.routes)
          for (const share of Object.values(shares))
            expect(Object.values(share).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
        expect(life.routes.map(({ revision }) => revision)).toEqual(life.routes.map((_, index) => index + 1));
        expect(life.ledger.map(({ seq }) => seq)).toEqual(life.ledger.map((_, index) => index + 1));
        const ids = life.ledger.map(({ transition_id }) => transition_id);
        expect(new Set(ids).size).toBe(ids.length);
        const answered = new Set(life.ledger.map(({ cause }) => cause.id));
        const held = new Set(life.state?.held_commands.map(({ command_id }) => command_id));
        for (const input of life.inputs) {
          if (input.kind === 'decision') expect(answered).toContain(input.decision.decision_id);
          if (input.kind === 'command' && !held.has(input.command.command_id))
            expect(answered).toContain(input.command.command_id);
        }
      }),
      { numRuns: 200, seed: 20010401 },
    );
  });

  test('at most one version is in production, and traffic goes to no version that is rejected or quarantined', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { state } = life;
        const serving = Object.values(state?.versions ?? {}).filter(({ stage }) => stage === 'production');
        expect(serving.map((of) => of.version)).toEqual(state?.production ? [state.production] : []);
        const routed = Object.values(state?.route?.shares ?? {}).flatMap((share) => Object.keys(share));
        for (const name of routed.filter((named) => named !== FALLBACK_VERSION))
          expect(['production', 'staged', 'retired']).toContain(state?.versions[name]?.stage);
        if (state?.release) expect(state.versions[state.release.version]?.stage).toBe('staged');
      }),
      { numRuns: 200, seed: 20010401 },
    );
  });

  test('the same inputs give the same state and effects, through JSON at every record', () => {
    fc.assert(
      fc.property(lives, (life) => {
        let text: string | undefined;
        const effects = life.inputs.flatMap((input) => {
          const before = text === undefined ? undefined : (JSON.parse(text) as typeof life.state);
          const turn = foldLifecycle(before, JSON.parse(JSON.stringify(input)) as typeof input, jsonCompiler);
          text = canonicalJson(turn.state);
          return turn.effects;
        });
        expect(JSON.parse(text ?? 'null')).toEqual(JSON.parse(JSON.stringify(life.state)));
        expect(effects).toEqual(life.effects);
      }),
      { numRuns: 100, seed: 20010401 },
    );
  });
});
