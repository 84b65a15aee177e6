import type { ModelContract } from '@checkride/domain/contract/contract';
import { sharesFor, type RouteRecord } from '@checkride/domain/release';
import type { Retrained, World } from '../interface.js';
import type { Life } from './life.js';

const ALL = 'all';

/** What an episode sees of what was done: shares where the controller fixed them, holds, quarantines, trained versions. */
export class WorldView {
  readonly retrained: Retrained[] = [];
  private readonly regions = new Set<string>();
  private readonly regionPlace: number;
  private fixed: World['shares'] = {};
  /** Divisions the controller fixed everywhere, also for regions that are met later. */
  private everywhere: RouteRecord | null = null;

  constructor({ segments, region }: ModelContract) {
    this.regionPlace = region === null ? -1 : segments.indexOf(region);
    if (this.regionPlace < 0) this.regions.add(ALL);
  }

  /** Regions met so far; none for a model without regions. */
  get seen(): readonly string[] {
    return this.regionPlace < 0 ? [] : [...this.regions].filter((region) => region !== ALL).sort();
  }

  /** Shares in force where the controller fixed them, by region: another object after every change of them. */
  get shares(): World['shares'] {
    return this.fixed;
  }

  /**
   * Notes the region of an answer. Under a contract without regions answers may name theirs all the same: what holds
   * everywhere is shown for each of them.
   */
  see(segments: readonly string[], named: string): void {
    const region = (this.regionPlace < 0 ? named : segments[this.regionPlace]) || ALL;
    if (this.regions.has(region)) return;
    this.regions.add(region);
    if (this.everywhere) this.fixed = { ...this.fixed, [region]: sharesFor(this.everywhere, region) };
  }

  /** A route of the controller: it holds from now on where it differs from what was in force. */
  fix(route: RouteRecord, before: RouteRecord | null): void {
    const regions = [...this.regions].filter(
      (region) => !before || !sameShares(sharesFor(route, region), sharesFor(before, region)),
    );
    if (regions.length === 0) return;
    if (regions.length === this.regions.size) this.everywhere = route;
    this.fixed = {
      ...this.fixed,
      ...Object.fromEntries(regions.map((region) => [region, sharesFor(route, region)])),
    };
  }

  /** A new release of the deploy tool: its plan holds again. */
  free(): void {
    this.fixed = {};
    this.everywhere = null;
  }

  of({ state }: Life): World {
    return {
      shares: this.fixed,
      paused: state.hold !== null || state.release?.stage === 'held',
      quarantined: state.quarantined_ranges.map(({ range }) => range),
      retrained: [...this.retrained],
    };
  }
}

const present = (shares: Readonly<Record<string, number>>): string =>
  JSON.stringify(
    Object.entries(shares)
      .filter(([, share]) => share > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const sameShares = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean =>
  present(a) === present(b);
