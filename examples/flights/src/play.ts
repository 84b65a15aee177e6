import { createConsoleApi } from '@checkride/client/api/console-api';
import { connect } from '@checkride/client/connect';
import { followDecisions } from '@checkride/client/decisions';
import { createLabelProducer } from '@checkride/client/labels';
import { followLockStep } from '@checkride/client/lock-step';
import { createServingClient } from '@checkride/client/serving';
import type { Decision } from '@checkride/domain/judge/decision';
import { asked, compareDecisions, inStoryTerms } from './compare-decisions.js';
import { inShort, textOf, type PlayLine, type PlaySummary } from './play-lines.js';
import { readOptions, USAGE, type PlayOptions } from './play-options.js';
import { playHours } from './play-hours.js';
import { prepareModel } from './prepare-model.js';
import { readFlights } from './read-flights.js';
import { adjustStory, readStory, type Story } from './story.js';
import { createWorld, simulatedHours } from './stream.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LAG = 24;

try {
  const options = readOptions(process.argv.slice(2));
  if (options.what === 'help') console.log(USAGE);
  else {
    const say = (line: PlayLine): void => console.log(options.events ? JSON.stringify(line) : textOf(line));
    const story = adjustStory(readStory(options.story), options.adjustments);
    if (options.what === 'describe') say({ event: 'story', ...inShort(story) });
    else {
      const summary = await play(story, options, say);
      say({ event: 'summary', ...summary });
      process.exitCode = summary.ok ? 0 : 1;
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}

async function play(story: Story, options: PlayOptions, say: (line: PlayLine) => void): Promise<PlaySummary> {
  const first = Date.parse(story.from);
  const until = Date.parse(story.until);
  const connection = await connect(options.brokers, 'flights');
  const api = createConsoleApi({
    baseUrl: options.console,
    token: options.token,
    actor: 'flights example',
  });
  const lockStep = await followLockStep(connection, { model: 'flights', baseMs: HOUR, lag: LAG, first });
  const decisions: Decision[] = [];
  const following = await followDecisions(connection, 'flights', (decision) => {
    decisions.push(decision);
    if (!decision.heartbeat) say({ event: 'decision', ...inStoryTerms(decision) });
  });

  const world = createWorld(await readFlights({ until: story.until.slice(0, 10) }), story);
  await prepareModel({
    api,
    lockStep,
    story,
    folder: options.folder,
    say: (line) => say({ event: 'prepared', line }),
  });
  const labels = await createLabelProducer(connection, 'flights.labels');
  const started = performance.now();
  const played = await playHours({
    hours: simulatedHours(world, story),
    lockStep,
    serving: createServingClient(options.serving),
    labels,
    onHour: ({ hour, predictions }) => {
      if ((hour - first) % DAY === 0)
        say({ event: 'played', hour, predictions, share: (hour - first) / (until - first) });
    },
  });
  await lockStep.folded(played.hour);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  await Promise.all([following.close(), lockStep.close(), labels.close()]);
  await connection.close();

  const made = asked(decisions);
  return {
    predictions: played.predictions,
    labels: played.labels,
    seconds,
    decisions: made,
    ...compareDecisions(made, story),
  };
}
