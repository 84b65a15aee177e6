import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readAirports, type Airport } from './airports.js';

/** Flights in the order of the file, one typed array a column; the index of a flight is its row number. */
export interface Flights {
  readonly count: number;
  readonly airports: readonly Airport[];
  /** Actual departure ("push-back"), ms since the epoch, local wall time read as UTC; never descending. */
  readonly departure: Float64Array;
  /** Departure minus schedule in minutes, as recorded (−1116 … 1688). */
  readonly delay: Int16Array;
  /** Miles. */
  readonly distance: Uint16Array;
  /** Indices into `airports`. */
  readonly origin: Uint16Array;
  readonly destination: Uint16Array;
}

const ROW_BYTES = 16;

/** Reads the flights that left before `until` (ISO date; all 3 000 000 when absent) in about a second. */
export async function readFlights({ until = '2001-07-02' }: { until?: string } = {}): Promise<Flights> {
  const bytes = await extract(until);
  const count = bytes.length / ROW_BYTES;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const halves = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const codes = new AirportCodes();
  const flights = {
    count,
    airports: codes.airports,
    departure: new Float64Array(count),
    delay: new Int16Array(count),
    distance: new Uint16Array(count),
    origin: new Uint16Array(count),
    destination: new Uint16Array(count),
  };
  for (let row = 0; row < count; row++) {
    flights.departure[row] = words[row * 4]! * 1000;
    flights.delay[row] = halves[row * 8 + 2]!;
    flights.distance[row] = halves[row * 8 + 3]!;
    flights.origin[row] = codes.index(words[row * 4 + 2]!);
    flights.destination[row] = codes.index(words[row * 4 + 3]!);
  }
  return flights;
}

/** Three-letter codes, read as little-endian numbers, to consecutive indices. */
class AirportCodes {
  readonly airports: Airport[] = [];
  private readonly known = readAirports();
  private readonly indices = new Map<number, number>();

  index(packed: number): number {
    const found = this.indices.get(packed);
    if (found !== undefined) return found;
    const code = String.fromCharCode(packed & 255, (packed >> 8) & 255, (packed >> 16) & 255);
    const airport = this.known.get(code);
    if (airport === undefined)
      throw new Error(`airports.csv does not hold ${code}, which flights-3m.parquet names`);
    this.indices.set(packed, this.airports.length);
    return this.airports.push(airport) - 1;
  }
}

async function extract(until: string): Promise<Buffer> {
  const child = spawn(process.execPath, [programFile('extract-flights'), until], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0)
    throw new Error(`reading the flights ended with status ${status}; its reason stands above`);
  return Buffer.concat(chunks);
}

/** A compiled program of this example, also when a test runner loads the sources (`tsc -b examples/flights` first). */
function programFile(name: string): string {
  const beside = new URL(`./${name}.js`, import.meta.url);
  return fileURLToPath(existsSync(beside) ? beside : new URL(`../dist/${name}.js`, import.meta.url));
}
