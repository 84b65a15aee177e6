import type { Encoding } from './events.js';
import type { Cost } from './measurement.js';

/** One run of one path. */
export interface Measured {
  readonly path: string;
  readonly encoding: Encoding;
  readonly run: number;
  readonly rows: number;
  readonly cost: Cost;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

const cpuPerMillion = ({ cost, rows }: Measured): number => ((cost.own + cost.engine) / rows) * 1e6;

/** A table of medians with the range of CPU, and how the whole path compares with the engine's and with its floors. */
export function summarise(measured: readonly Measured[], machine: string): string {
  const groups = new Map<string, Measured[]>();
  for (const one of measured) {
    const key = `${one.path} ${one.encoding}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const cpu = (key: string): number => median((groups.get(key) ?? []).map(cpuPerMillion));
  const lines = [
    machine,
    '',
    '| path | rows/s | CPU-s per million (own + engine) | min … max |',
    '|---|---|---|---|',
    ...[...groups].map(([key, runs]) => {
      const all = runs.map(cpuPerMillion);
      const own = median(runs.map(({ cost, rows }) => (cost.own / rows) * 1e6));
      const engine = median(runs.map(({ cost, rows }) => (cost.engine / rows) * 1e6));
      const speed = Math.round(median(runs.map(({ cost, rows }) => rows / cost.wall)));
      return `| ${key} | ${speed} | ${median(all).toFixed(2)} (${own.toFixed(2)} + ${engine.toFixed(2)}) | ${Math.min(...all).toFixed(2)} … ${Math.max(...all).toFixed(2)} |`;
    }),
    '',
  ];
  for (const encoding of ['avro', 'json'] as const) {
    const whole = cpu(`whole ${encoding}`);
    const floors = cpu(`consume-only ${encoding}`) + cpu('insert-only avro');
    lines.push(
      `${encoding}: ${(cpu(`kafka-engine ${encoding}`) / whole).toFixed(1)} × the rows of ClickHouse's Kafka table per CPU-second; ${(whole / floors).toFixed(2)} × the sum of the two floors`,
    );
  }
  return lines.join('\n');
}
