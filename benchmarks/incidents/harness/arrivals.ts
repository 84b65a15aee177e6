import type { SimRecord } from '../interface.js';

const MINUTE_MS = 60_000;

/**
 * Records in the order they arrive. One that is told before its minute waits for it; one whose minute is over, or that
 * says no time, arrives at the beginning of the minute it is told in: nothing arrives in the past.
 */
export class Arrivals {
  private readonly waiting = new Map<number, SimRecord[]>();

  constructor(private readonly start: number) {}

  /** What arrives in a minute, given what the episode told in it. */
  in(index: number, told: readonly SimRecord[]): SimRecord[] {
    const from = this.start + index * MINUTE_MS;
    const arrived = this.waiting.get(index) ?? [];
    this.waiting.delete(index);
    for (const record of told) {
      const minute = Math.floor((record.arrivesAt - this.start) / MINUTE_MS);
      if (minute === index) arrived.push(record);
      else if (minute > index) this.keep(minute, record);
      else arrived.push({ ...record, arrivesAt: from });
    }
    return arrived.sort((a, b) => a.arrivesAt - b.arrivesAt);
  }

  private keep(minute: number, record: SimRecord): void {
    const there = this.waiting.get(minute);
    if (there) there.push(record);
    else this.waiting.set(minute, [record]);
  }
}
