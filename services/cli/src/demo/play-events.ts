/** What the flights example came to: exactly the expected decisions, or what is missing and what nobody expected. */
export interface PlaySummary {
  readonly predictions: number;
  readonly labels: number;
  readonly seconds: number;
  readonly ok: boolean;
  readonly decisions: readonly {
    readonly decision_id: string;
    readonly headline: string;
    readonly rule: string;
    readonly scope: readonly string[];
    readonly window: string;
  }[];
  readonly met: readonly { readonly id: string; readonly decisions: readonly string[] }[];
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** A line the example prints while it plays. */
export type PlayEvent =
  | { readonly event: 'prepared'; readonly line: string }
  | { readonly event: 'played'; readonly hour: number; readonly predictions: number; readonly until: number }
  | {
      readonly event: 'decision';
      readonly headline: string;
      readonly rule: string;
      readonly window: number;
      readonly decision_id: string;
    }
  | (PlaySummary & { readonly event: 'summary' });

/** The event as a line for people. */
export function eventLine(event: Exclude<PlayEvent, { event: 'summary' }>): string {
  switch (event.event) {
    case 'prepared':
      return `  ${event.line}`;
    case 'played':
      return `  ${hour(event.hour)}  ${event.predictions.toLocaleString('en-US')} predictions`;
    case 'decision':
      return `  ${hour(event.window)}  → ${event.headline} (${event.rule})  checkride why ${event.decision_id}`;
  }
}

const hour = (ms: number): string => new Date(ms).toISOString().slice(0, 13).replace('T', ' ');
