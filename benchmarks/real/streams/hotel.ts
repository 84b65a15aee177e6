import { join } from 'node:path';
import { readTable, type TextRow } from '../data/read-table.js';
import { cellsIn, columnsOf } from './cells.js';
import type { Stream, StreamRow } from './stream.js';

const DAY_MS = 86_400_000;
const START = Date.UTC(2016, 6, 1);

const COLUMNS = columnsOf(
  [
    'lead_time',
    'stays_in_weekend_nights',
    'stays_in_week_nights',
    'adults',
    'children',
    'previous_cancellations',
    'previous_bookings_not_canceled',
    'adr',
    'parking_spaces',
    'total_of_special_requests',
  ],
  [
    'hotel',
    'meal',
    'country',
    'market_segment',
    'distribution_channel',
    'reserved_room_type',
    'customer_type',
  ],
);

/**
 * Hotel bookings: will it be cancelled? `timestamp` is the day of arrival (stays of one night are weekend nights
 * exactly where it is a Saturday or Sunday), so a booking is asked about `lead_time` days before it, and its truth is
 * told on it: a delay of 0 to 542 days. Bookings of one day come in the order of the file.
 */
export function hotelStream(data: string): Stream {
  const folder = join(data, 'hotel_booking');
  const all = ['reference', 'analysis']
    .flatMap((part) => readTable(join(folder, `hotel_booking_${part}.csv.gz`)))
    .map(bookingOf);
  const known = all.filter(({ labelledAt }) => labelledAt < START);
  const asked = all.filter(({ time }) => time >= START);
  return {
    name: 'hotel',
    columns: COLUMNS,
    history: known,
    rows: spread(asked),
    start: START,
    until: Date.UTC(2017, 7, 31),
    windows: { base: '1h', drift: '7d' },
    labels: { horizon: '545d', at_most: '60d' },
  };
}

function bookingOf(row: TextRow): StreamRow {
  const arrival = Date.parse(`${(row['timestamp'] ?? '').slice(0, 10)}T00:00:00Z`);
  const time = arrival - Number(row['lead_time']) * DAY_MS;
  // Told at the end of the day of arrival: a booking for the same day is not known before it is made.
  return {
    time,
    labelledAt: arrival + DAY_MS - 60_000,
    cells: cellsIn(COLUMNS, row),
    truth: row['is_canceled'] === '1' ? 1 : 0,
  };
}

/** Bookings of a day evenly over it: the file has days only. */
function spread(rows: readonly StreamRow[]): StreamRow[] {
  const days = new Map<number, StreamRow[]>();
  for (const row of rows) days.set(row.time, [...(days.get(row.time) ?? []), row]);
  return [...days]
    .sort(([a], [b]) => a - b)
    .flatMap(([day, bookings]) =>
      bookings.map((row, i) => ({
        ...row,
        time: day + Math.floor((i * (DAY_MS - 120_000)) / bookings.length),
      })),
    );
}
