import { FEATURES, featuresOf, regionOfRow, type FeatureValues } from '@checkride/example-flights/features';
import { firstRowAt } from '@checkride/example-flights/injected-world';
import { fitLogistic } from '@checkride/example-flights/logistic';
import { predict } from '@checkride/example-flights/logistic-model';
import { readFlights } from '@checkride/example-flights/read-flights';
import { createWorld, type World } from '@checkride/example-flights/stream';
import { landingOf } from '@checkride/example-flights/trailing-rates';

const UNTIL = '2001-04-01';
const TRAINED_UNTIL = Date.UTC(2001, 1, 1);
/** Every how many flights of January are trained on. */
const TRAINING_ONE_IN = 5;

/** A flight as the model meets it; times in ms, `landing` when it is known whether it was late. */
export interface Flight {
  readonly row: number;
  readonly time: number;
  readonly landing: number;
  readonly region: string;
  readonly late: boolean;
  readonly features: FeatureValues;
}

/** Flights from February on, and a model of January's. */
export interface FlightTable {
  /** Every n-th flight that left in [from, until), in order. */
  readonly flights: (from: number, until: number, oneIn: number) => readonly Flight[];
  /** Chance of being late; null counts as the mean of January. */
  readonly score: (features: Readonly<Record<string, unknown>>) => number;
}

/** Reads the first quarter of 2001 and fits January; takes some seconds. */
export async function loadFlights(): Promise<FlightTable> {
  const world = createWorld(await readFlights({ until: UNTIL }), { injections: [] });
  const model = fitLogistic(trainingRows(world), 'plain');
  return {
    flights(from, until, oneIn) {
      const found: Flight[] = [];
      const { flights } = world;
      for (
        let row = firstRowAt(flights, from);
        row < flights.count && flights.departure[row]! < until;
        row += 1
      )
        if (row % oneIn === 0) found.push(flightOf(world, row));
      return found;
    },
    score: (features) => {
      const values = FEATURES.map((name) => (typeof features[name] === 'number' ? features[name] : NaN));
      return predict(model, values);
    },
  };
}

function flightOf(world: World, row: number): Flight {
  const { flights, late, rates } = world;
  const time = flights.departure[row]!;
  return {
    row,
    time,
    landing: landingOf(time, flights.distance[row]!),
    region: regionOfRow(flights, row),
    late: late[row] === 1,
    features: featuresOf(flights, rates, row),
  };
}

function trainingRows({ flights, late, rates }: World) {
  const count = Math.floor(firstRowAt(flights, TRAINED_UNTIL) / TRAINING_ONE_IN);
  const values = new Float32Array(count * FEATURES.length);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) {
    const features = featuresOf(flights, rates, i * TRAINING_ONE_IN);
    values.set(
      FEATURES.map((name) => features[name]),
      i * FEATURES.length,
    );
    labels[i] = late[i * TRAINING_ONE_IN]!;
  }
  return { count, values, labels };
}
