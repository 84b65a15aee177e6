import { describe, expect, it } from '@jest/globals';
import { likeliestChange, type ObservedSum } from './change-time.js';

/** Twenty event periods with labels at ages 0 to 3, ten expected of each; `changed` ones give twice as many. */
const cells = (changed: (event: number, observed: number) => boolean): ObservedSum[] =>
  Array.from({ length: 20 }, (_, event) =>
    [0, 1, 2, 3].map((age) => {
      const observed = event + age;
      return { event, observed, sum: changed(event, observed) ? 20 : 10, expected: 10 };
    }),
  ).flat();

const around = [10, 11, 12, 13, 14];

describe('the likeliest change', () => {
  it('is of the events where theirs changed, at the right time among the wrong ones', () => {
    expect(
      likeliestChange(
        cells((event) => event >= 12),
        around,
      ),
    ).toMatchObject({ at: 12, by: 'event' });
  });

  it('is of the observations where theirs changed', () => {
    expect(
      likeliestChange(
        cells((_, observed) => observed >= 12),
        around,
      ),
    ).toMatchObject({ at: 12, by: 'observed' });
  });

  it('leads by nothing where nothing was observed that could tell: a night without events', () => {
    const night = cells((event) => event >= 12).filter(
      ({ event, observed }) => (event < 8 && observed < 12) || event >= 12,
    );
    expect(likeliestChange(night, around)?.lead).toBeCloseTo(0, 12);
    const day = likeliestChange(
      cells((_, observed) => observed >= 12),
      around,
    );
    expect(day?.lead).toBeGreaterThan(0.01);
  });

  it('names the batch where labels come in batches and a batch is what changed', () => {
    const nightly = (changed: (event: number) => boolean): ObservedSum[] =>
      Array.from({ length: 20 }, (_, event) => {
        const observed = 5 * Math.floor(event / 5 + 1);
        return { event, observed, sum: changed(event) ? 20 : 10, expected: 10 };
      });
    const asked = [8, 9, 10, 11, 12, 13, 14, 15, 16];
    expect(
      likeliestChange(
        nightly((event) => event >= 10),
        asked,
      ),
    ).toEqual({ at: 10, by: 'event', lead: 0, alike: 15 });
    expect(
      likeliestChange(
        nightly((event) => event >= 12),
        asked,
      ),
    ).toMatchObject({ at: 12, by: 'event', alike: null });
  });

  it('is none without a time to ask about', () => {
    expect(
      likeliestChange(
        cells(() => false),
        [],
      ),
    ).toBeUndefined();
  });
});
