import type { Comparison, MadeDecision } from './compare-decisions.js';
import { injectionsOf, type Story } from './story.js';

/** What a play says while it goes on, one JSON line each with `--events`. Times are ms of the replay. */
export type PlayLine =
  | ({ readonly event: 'story' } & StoryInShort)
  | { readonly event: 'prepared'; readonly line: string }
  | {
      readonly event: 'played';
      readonly hour: number;
      readonly predictions: number;
      /** Part of the story that is told. */
      readonly share: number;
    }
  | ({ readonly event: 'decision' } & MadeDecision)
  | ({ readonly event: 'summary' } & PlaySummary);

/** What is going to be played. */
export interface StoryInShort {
  readonly title: string;
  readonly from: string;
  readonly until: string;
  readonly one_in: number;
  readonly real: readonly string[];
  readonly injected: readonly { readonly id: string; readonly what: string }[];
}

/** What a play came to; `seconds` is from the first hour to the last decision. */
export interface PlaySummary extends Comparison {
  readonly predictions: number;
  readonly labels: number;
  readonly seconds: number;
  readonly decisions: readonly MadeDecision[];
}

/** A story without its expectations. */
export const inShort = (story: Story): StoryInShort => {
  const { title, from, until, one_in, real } = story;
  return {
    title,
    from,
    until,
    one_in,
    real,
    injected: injectionsOf(story).map(({ id, what }) => ({ id, what })),
  };
};

/** The line as text for people. */
export function textOf(line: PlayLine): string {
  switch (line.event) {
    case 'story':
      return [
        `${line.title}: ${line.from} to ${line.until}, ${line.one_in === 1 ? 'every flight' : `one flight in ${line.one_in}`}`,
        ...line.real.map((text) => `  real      ${text}`),
        ...line.injected.map(({ id, what }) => `  injected  ${id}: ${what}`),
      ].join('\n');
    case 'prepared':
      return line.line;
    case 'played':
      return `${hour(line.hour)}  ${Math.round(100 * line.share)} %  ${line.predictions.toLocaleString('en-US')} predictions`;
    case 'decision':
      return `${hour(Date.parse(line.window))}  ${line.headline} (${line.rule})  ${line.because}`;
    case 'summary':
      return [
        `${line.predictions.toLocaleString('en-US')} predictions and ${line.labels.toLocaleString('en-US')} labels in ${line.seconds} s`,
        ...line.missing.map((sentence) => `missing     ${sentence}`),
        ...line.unexpected.map((sentence) => `unexpected  ${sentence}`),
        line.ok ? 'Exactly the expected decisions were made.' : 'The decisions are not those of the story.',
      ].join('\n');
  }
}

const hour = (ms: number): string => `${new Date(ms).toISOString().slice(0, 13).replace('T', ' ')}:00`;
