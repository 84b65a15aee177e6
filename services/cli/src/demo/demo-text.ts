import { moment } from '../output/table.js';
import type { PlayEvent, PlaySummary, PlayedDecision } from './play-events.js';

const WIDTH = 96;
const percent = (share: number): string => `${Math.round(100 * share)} %`.padStart(5);
const number = (value: number): string => value.toLocaleString('en-US');

/** The event as lines for a person who has never seen the demonstration. */
export function eventText(event: Exclude<PlayEvent, { event: 'summary' }>): string {
  switch (event.event) {
    case 'story':
      return [
        `${event.title}: ${event.from} to ${event.until}, ${event.one_in === 1 ? 'every flight' : `one flight in ${event.one_in}`}.`,
        ...event.real.flatMap((text) => wrapped('real', text)),
        ...event.injected.flatMap(({ id, what }) => wrapped('injected', `${what} (${id})`)),
      ].join('\n');
    case 'prepared':
      return `  ${event.line}`;
    case 'played':
      return `  ${moment(event.hour)}  ${percent(event.share)}  ${number(event.predictions)} predictions`;
    case 'decision':
      return `  ${moment(Date.parse(event.window))}  → ${event.headline}  ${event.because}`;
  }
}

/** What was decided and what it means, and what else was expected. */
export function summaryText(
  summary: PlaySummary & { readonly stackSeconds: number },
  next: string | undefined,
): string {
  const { predictions, labels, seconds, stackSeconds, decisions, missing, unexpected, ok } = summary;
  return [
    '',
    `${number(predictions)} predictions and ${number(labels)} labels in ${seconds} s; Kafka, ClickHouse and the services were ready after ${stackSeconds} s.`,
    ...(decisions.length > 0 ? ['Decisions that asked for something:'] : ['No decision asked for anything.']),
    ...decisions.flatMap((decision) => decisionText(decision, summary)),
    ...missing.flatMap((sentence) => wrapped('missing', sentence)),
    ...unexpected.flatMap((sentence) => wrapped('unexpected', sentence)),
    ok
      ? 'These are exactly the decisions that the story expects.'
      : 'These are not the decisions that the story expects.',
    ...(next === undefined ? [] : [next]),
  ].join('\n');
}

function decisionText(decision: PlayedDecision, { met }: PlaySummary): string[] {
  const { decision_id, headline, rule, window, because } = decision;
  const entry = met.find(({ decisions }) => decisions.includes(decision_id));
  return [
    `  ${moment(Date.parse(window))}  ${headline} by rule ${rule}  (checkride why ${decision_id})`,
    ...wrapped('', because),
    ...(entry === undefined ? [] : wrapped('', `In the story: ${entry.what}`)),
  ];
}

/** A text after its label, broken between words and indented. */
function wrapped(label: string, text: string): string[] {
  const indent = 14;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= WIDTH - indent) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one, place) => `  ${(place === 0 ? label : '').padEnd(indent - 2)}${one}`);
}
