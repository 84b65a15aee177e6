import type { Report } from '@checkride/domain/report/report';
import type { InboundRecord } from '@checkride/messaging/records';

/** Reads a record of evidence.v1; null for records without a value, which say nothing. */
export function createReadReportStep(decode: (bytes: Buffer) => Report) {
  return function readReport({ value }: InboundRecord): Report | null {
    return value === null ? null : decode(value);
  };
}
