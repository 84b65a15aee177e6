/**
 * Why the server said no: `unavailable` may pass by waiting, `setup` waits for a person (missing table, wrong password),
 * `data` is about the rows themselves.
 */
export type Fault = 'unavailable' | 'setup' | 'data';

/** Codes of ClickHouse's ErrorCodes.cpp that pass by waiting: busy, out of memory or disk, too many parts, network, restart. */
const UNAVAILABLE = new Set([
  3, 74, 75, 95, 96, 159, 160, 173, 201, 202, 203, 204, 209, 210, 236, 241, 242, 243, 252, 279, 285, 286, 305,
  319, 394, 425, 439, 473, 498, 499, 745, 999,
]);

/** Codes that name a missing table or column, a wrong statement or a missing right: no row is to blame. */
const SETUP = new Set([
  10, 16, 20, 46, 47, 48, 57, 60, 62, 73, 81, 115, 164, 192, 193, 194, 195, 291, 344, 392, 497, 516,
]);

/** The kind of fault behind a server's error code; unknown codes are about the data. */
export function faultOf(serverCode: number): Fault {
  if (UNAVAILABLE.has(serverCode)) return 'unavailable';
  return SETUP.has(serverCode) ? 'setup' : 'data';
}
