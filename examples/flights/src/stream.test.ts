import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFlights, type Flights } from './read-flights.js';
import { createWorld, simulatedHours, type SimulatedHour } from './stream.js';
import type { Injection, Story } from './story.js';

const STORY: Pick<Story, 'from' | 'until' | 'one_in' | 'injections'> = {
  from: '2001-01-02',
  until: '2001-01-04',
  one_in: 5,
  injections: [],
};
const LATE_MORNINGS: Injection = {
  id: 'mornings',
  what: '',
  active: true,
  kind: 'late',
  from: '2001-01-03T00:00:00Z',
  until: '2001-01-04T00:00:00Z',
  before_hour: 12,
  share: 0.5,
};

describe('the stream', () => {
  let flights: Flights;
  beforeAll(async () => {
    flights = await readFlights({ until: '2001-01-05' });
  });
  const hoursOf = (story = STORY): SimulatedHour[] => [...simulatedHours(createWorld(flights, story), story)];

  it('is the same every time', () => {
    const story = { ...STORY, injections: [LATE_MORNINGS] };
    expect(hoursOf(story)).toEqual(hoursOf(story));
  });

  it('holds one flight in five of its days, by hour and in order of time', () => {
    const hours = hoursOf();
    expect(hours).toHaveLength(48);
    const times = hours.flatMap(({ rows }) => rows.map(({ time }) => time));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(hours.every(({ start, end, rows }) => rows.every(({ time }) => time >= start && time < end))).toBe(
      true,
    );
    const inRange = flights.departure.filter(
      (time) => time >= Date.parse('2001-01-02') && time < Date.parse('2001-01-04'),
    ).length;
    expect(Math.abs(times.length - inRange / 5)).toBeLessThanOrEqual(1);
  });

  it('brings each label once, in the hour of the landing, after its prediction', () => {
    const hours = hoursOf();
    const asked = new Map(hours.flatMap(({ rows }) => rows.map(({ id, time }) => [id, time] as const)));
    const labels = hours.flatMap(({ start, end, labels: some }) =>
      some.map((label) => ({ ...label, inTime: label.observed_at >= start && label.observed_at < end })),
    );
    expect(new Set(labels.map(({ prediction_id }) => prediction_id)).size).toBe(labels.length);
    expect(labels.every(({ inTime }) => inTime)).toBe(true);
    expect(labels.every((label) => asked.get(label.prediction_id) === label.predicted_at)).toBe(true);
    expect(labels.every((label) => label.observed_at >= label.predicted_at + 30 * 60_000)).toBe(true);
    expect(labels.length).toBeGreaterThan(asked.size * 0.8);
  });

  it('makes the chosen share of the chosen mornings late and leaves everything before as it was', () => {
    const plain = createWorld(flights, STORY);
    const changed = createWorld(flights, { injections: [LATE_MORNINGS] });
    let [mornings, onTimeBefore, madeLate] = [0, 0, 0];
    for (let row = 0; row < flights.count; row++) {
      const time = new Date(flights.departure[row]!);
      if (time.getUTCDate() === 3 && time.getUTCHours() < 12) {
        mornings += 1;
        if (plain.late[row] === 0) onTimeBefore += 1;
        if (plain.late[row] !== changed.late[row]) madeLate += 1;
      } else expect(changed.late[row]).toBe(plain.late[row]);
    }
    expect(changed.rates).toEqual(plain.rates);
    expect(mornings).toBeGreaterThan(4000);
    // Of about 5 000 fair coins the share is within 3.5 standard deviations (2.5 %) of one half.
    expect(Math.abs(madeLate / onTimeBefore - 0.5)).toBeLessThan(0.025);
  });

  it('leaves the distance out where the story says so', () => {
    const missing: Injection = {
      id: 'gap',
      what: '',
      active: true,
      kind: 'missing',
      from: '2001-01-03T06:00:00Z',
      until: '2001-01-03T08:00:00Z',
      feature: 'distance',
    };
    const gaps = hoursOf({ ...STORY, injections: [missing] }).filter(({ rows }) =>
      rows.some(({ features }) => features.distance === null),
    );
    expect(gaps.map(({ start }) => new Date(start).toISOString())).toEqual([
      '2001-01-03T06:00:00.000Z',
      '2001-01-03T07:00:00.000Z',
    ]);
    expect(gaps.every(({ rows }) => rows.every(({ features }) => features.distance === null))).toBe(true);
  });
});
