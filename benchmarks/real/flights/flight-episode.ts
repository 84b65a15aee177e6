import type {
  Episode,
  IncidentGenerator,
  SimRecord,
  TrafficLevel,
  World,
} from '../../incidents/interface.js';
import { Ramp } from '../../incidents/traffic/ramp.js';
import { Random } from '../../incidents/traffic/random.js';
import { place } from '../data/place.js';
import type { Answer, Fault } from './answer.js';
import { FLIGHTS_CONTRACT, MODEL } from './contract.js';
import { FAULTS, type Injection } from './faults.js';
import type { Flight, FlightTable } from './flight-table.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** Longer only where a fault lasts longer. */
const DAYS = 9;
const FIRST_DAY = Date.UTC(2001, 1, 1);
/** Of how many days an episode may start on one: the flights that are read end on 31 March. */
const START_DAYS = 46;
/** After the provisional reference is frozen (three days): streams of a release follow its segments. */
const RELEASE = 4 * DAY_MINUTES;
const STEPS = [
  { after: 0, share: 0.1 },
  { after: 2 * DAY_MINUTES, share: 0.5 },
];
const ONE_IN: Readonly<Record<TrafficLevel, number>> = { low: 24, medium: 8, high: 2 };

/** Name of the episodes into which nothing is put. */
export const NOTHING_WRONG = 'nothing-wrong';

/** Real flights of nine days, divided by a hash of flight and seed into two arms of one model, with a fault or without. */
export function flightGenerator(table: FlightTable, kind: string): IncidentGenerator {
  return {
    name: kind,
    create(seed, traffic) {
      const random = new Random(seed, 23);
      const start = FIRST_DAY + random.whole(0, START_DAYS) * DAY_MINUTES * MINUTE_MS;
      const times = { release: RELEASE, minutes: DAYS * DAY_MINUTES };
      const injection = FAULTS[kind]?.(random, times) ?? null;
      const minutes = Math.max(times.minutes, (injection?.deadline ?? 0) + 1);
      const flights = table.flights(start, start + minutes * MINUTE_MS, ONE_IN[traffic]);
      return new FlightEpisode({ start, minutes, flights, table, seed }, injection);
    },
  };
}

interface Week {
  readonly start: number;
  readonly minutes: number;
  readonly flights: readonly Flight[];
  readonly table: FlightTable;
  readonly seed: number;
}

class FlightEpisode implements Episode {
  readonly contract = FLIGHTS_CONTRACT;
  readonly artifacts = {};
  readonly start: number;
  readonly minutes: number;
  readonly incidents: Episode['incidents'];
  private readonly fault: Fault;
  private readonly ramp = new Ramp({
    model: MODEL,
    candidate: 'v2',
    control: 'v1',
    start: RELEASE,
    steps: STEPS,
    regions: [],
  });
  private readonly landed: readonly Flight[];
  private next = 0;
  private told = 0;

  constructor(
    private readonly week: Week,
    injection: Injection | null,
  ) {
    this.start = week.start;
    this.minutes = week.minutes;
    this.fault = injection?.fault ?? {};
    this.incidents = injection ? [{ ...injection, harmPerMinute: 1 }] : [];
    this.landed = [...week.flights].sort((a, b) => a.landing - b.landing || a.row - b.row);
  }

  minute(index: number, world: World): readonly SimRecord[] {
    const at = this.start + index * MINUTE_MS;
    const end = at + MINUTE_MS;
    const { flights } = this.week;
    const records = this.ramp.advance(index, at, world);
    for (; this.next < flights.length && flights[this.next]!.time < end; this.next += 1)
      records.push(this.answer(index, flights[this.next]!, world));
    for (; this.told < this.landed.length && this.landed[this.told]!.landing < end; this.told += 1)
      records.push(labelOf(this.landed[this.told]!));
    return records;
  }

  private answer(minute: number, flight: Flight, world: World): SimRecord {
    const { seed, table } = this.week;
    const candidate = place(flight.row, seed) < this.ramp.share(flight.region, world);
    const answer: Answer = {
      minute,
      flight,
      version: candidate ? 'v2' : 'v1',
      features: { ...flight.features },
      status: 'ok',
    };
    this.fault.inputs?.(answer);
    const score = table.score(answer.features);
    return { topic: 'predictions', arrivesAt: flight.time, value: this.wire(answer, score) };
  }

  private wire(answer: Answer, plain: number): object {
    const { flight, version, features, status } = answer;
    const score = this.fault.score?.(answer, plain) ?? plain;
    return {
      prediction_id: `f${flight.row}`,
      model: MODEL,
      version,
      arm: 'live',
      event_time: flight.time,
      segments: { region: flight.region },
      features,
      prediction: status === 'ok' ? { score } : null,
      latency_ms: 20,
      status,
    };
  }
}

const labelOf = ({ row, time, landing, late }: Flight): SimRecord => ({
  topic: 'labels',
  arrivesAt: landing,
  value: {
    prediction_id: `f${row}`,
    model: MODEL,
    predicted_at: time,
    value: late ? 1 : 0,
    observed_at: landing,
    revision: 0,
    source: 'landings',
  },
});
