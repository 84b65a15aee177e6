import { createConsoleApi } from '@checkride/client/api/console-api';
import { connect } from '@checkride/client/connect';
import { followDecisions } from '@checkride/client/decisions';
import { createLabelProducer } from '@checkride/client/labels';
import { followLockStep } from '@checkride/client/lock-step';
import { createServingClient } from '@checkride/client/serving';
import type { Decision } from '@checkride/domain/judge/decision';
import { asked, compareDecisions } from './compare-decisions.js';
import { readOptions, USAGE } from './play-options.js';
import { playHours } from './play-hours.js';
import { prepareModel } from './prepare-model.js';
import { readFlights } from './read-flights.js';
import { adjustStory, readStory } from './story.js';
import { createWorld, simulatedHours } from './stream.js';

const HOUR = 3_600_000;
const LAG = 24;

const options = readOptions(process.argv.slice(2));
if (options === undefined) {
  console.log(USAGE);
  process.exit(0);
}

const say = (event: string, detail: Record<string, unknown>, text: string): void =>
  console.log(options.events ? JSON.stringify({ event, ...detail }) : text);
const told = adjustStory(readStory(options.story), options);
const story = options.until === undefined ? told : { ...told, until: options.until };
const first = Date.parse(story.from);
const connection = await connect(options.brokers, 'flights');
const api = createConsoleApi({ baseUrl: options.console, token: options.token, actor: 'flights example' });
const lockStep = await followLockStep(connection, { model: 'flights', baseMs: HOUR, lag: LAG, first });
const decisions: Decision[] = [];
const following = await followDecisions(connection, 'flights', (decision) => {
  decisions.push(decision);
  if (!decision.heartbeat)
    say(
      'decision',
      {
        decision_id: decision.decision_id,
        headline: decision.headline,
        rule: decision.rule,
        window: decision.window[0],
      },
      `${new Date(decision.window[0]).toISOString().slice(0, 13)} ${decision.headline} ${decision.rule} ${decision.reason}`,
    );
});

const world = createWorld(await readFlights({ until: story.until.slice(0, 10) }), story);
await prepareModel({
  api,
  lockStep,
  story,
  folder: options.folder,
  say: (line) => say('prepared', { line }, line),
});
const labels = await createLabelProducer(connection, 'flights.labels');
const started = performance.now();
const played = await playHours({
  hours: simulatedHours(world, story),
  lockStep,
  serving: createServingClient(options.serving),
  labels,
  onHour: ({ hour, predictions }) => {
    if ((hour - first) % (6 * HOUR) === 0)
      say(
        'played',
        { hour, predictions, until: Date.parse(story.until) },
        `${new Date(hour).toISOString().slice(0, 13)} ${predictions.toLocaleString('en-US')} predictions`,
      );
  },
});
await lockStep.folded(played.hour);
const seconds = (performance.now() - started) / 1000;
await Promise.all([following.close(), lockStep.close(), labels.close()]);
await connection.close();

const made = asked(decisions);
const comparison = compareDecisions(made, story.expected, story.until);
const summary = {
  predictions: played.predictions,
  labels: played.labels,
  seconds: Math.round(seconds * 10) / 10,
  decisions: made,
  ...comparison,
};
say(
  'summary',
  summary,
  [
    `${played.predictions.toLocaleString('en-US')} predictions and ${played.labels.toLocaleString('en-US')} labels in ${seconds.toFixed(1)} s`,
    ...comparison.missing,
    ...comparison.unexpected,
    comparison.ok ? 'exactly the expected decisions were made' : 'the decisions are not those of the story',
  ].join('\n'),
);
process.exitCode = comparison.ok ? 0 : 1;
