/** A decision as the flights example tells it. */
export interface PlayedDecision {
  readonly decision_id: string;
  readonly headline: string;
  readonly rule: string;
  readonly scope: readonly string[];
  /** Start of the window judged, ISO. */
  readonly window: string;
  readonly because: string;
}

/** What the flights example came to: exactly the expected decisions, or what is missing and what nobody expected. */
export interface PlaySummary {
  readonly predictions: number;
  readonly labels: number;
  readonly seconds: number;
  readonly ok: boolean;
  readonly decisions: readonly PlayedDecision[];
  /** Entries of the story that decisions fit, and what each means. */
  readonly met: readonly {
    readonly id: string;
    readonly what: string;
    readonly decisions: readonly string[];
  }[];
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** A line the example prints while it plays; times are ms, `share` is the part of the story that is told. */
export type PlayEvent =
  | {
      readonly event: 'story';
      readonly title: string;
      readonly from: string;
      readonly until: string;
      readonly one_in: number;
      readonly real: readonly string[];
      readonly injected: readonly { readonly id: string; readonly what: string }[];
    }
  | { readonly event: 'prepared'; readonly line: string }
  | { readonly event: 'played'; readonly hour: number; readonly predictions: number; readonly share: number }
  | (PlayedDecision & { readonly event: 'decision' })
  | (PlaySummary & { readonly event: 'summary' });
