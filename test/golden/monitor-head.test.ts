import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decodeWire } from '@checkride/messaging/wire';
import { headFrom, type HeadState } from '@checkride/monitor/head';
import { nextToCount, trackOf } from '@checkride/monitor/steps/track';

/** A record of monitor-head.v1 written before examinations and the slow lane, and the head in it; never written again. */
const stored = JSON.parse(readFileSync(new URL('./monitor-head-1.json', import.meta.url), 'utf8')) as {
  readonly record: string;
  readonly head: Partial<HeadState>;
};
const head = headFrom(decodeWire('monitor-head', Buffer.from(stored.record, 'base64')).state);

describe('a head written by an earlier monitor', () => {
  it('keeps where its monitor was, and knows nothing yet of what came later', () => {
    expect(head).toEqual({ ...stored.head, examined: head.first - 1, features: head.first });
  });

  it('goes on with the window behind its last report', () => {
    expect(nextToCount(trackOf('flights', 1, head))).toBe(stored.head.next);
  });
});
