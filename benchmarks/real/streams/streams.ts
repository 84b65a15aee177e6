import { carLoanStream } from './car-loan.js';
import { churnStream } from './churn.js';
import { hotelStream } from './hotel.js';
import { sine1Stream } from './sine1.js';
import type { Stream } from './stream.js';

/** The data sets that are played as streams, by name; each reads its files under the data folder. */
export const STREAMS: Readonly<Record<string, (data: string) => Stream>> = {
  hotel: hotelStream,
  churn: churnStream,
  'car-loan': carLoanStream,
  sine1: sine1Stream,
};
