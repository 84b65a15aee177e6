import { expect, test } from '@jest/globals';
import { createTelemetry } from './telemetry.js';

test('metrics carry the service and their own labels in the text Prometheus reads', async () => {
  const telemetry = createTelemetry('ingest');
  telemetry.rowsStored.inc({ table: 'predictions' }, 3);
  telemetry.batchSeconds.observe({ stage: 'insert' }, 0.004);
  const text = await telemetry.render();
  expect(text).toContain('checkride_rows_stored_total{table="predictions",service="ingest"} 3');
  expect(text).toMatch(/checkride_batch_seconds_bucket\{.*le="0.005".*\} 1/);
});
