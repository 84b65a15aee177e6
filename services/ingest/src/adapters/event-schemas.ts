import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { confluentIdOf } from '@checkride/messaging/avro/crc-64-avro';
import { changeSchema } from '@checkride/messaging/generated/change-v1';
import { exposureSchema } from '@checkride/messaging/generated/exposure-v1';
import { labelSchema } from '@checkride/messaging/generated/label-v1';
import { outcomeSchema } from '@checkride/messaging/generated/outcome-v1';
import type { EventSchema } from '../steps/contracts.js';
import type { EventKind } from '../steps/rows/event-rows.js';

const SHARED: readonly (readonly [kind: EventKind, schema: object])[] = [
  ['label', labelSchema],
  ['outcome', outcomeSchema],
  ['exposure', exposureSchema],
  ['change', changeSchema],
];

/** The schemas that producers of all models share, with their fingerprints. */
export const eventSchemas = (): EventSchema[] =>
  SHARED.map(([kind, schema]) => {
    const { fingerprint } = avroCodec(schema);
    return { kind, fingerprint, confluent_id: confluentIdOf(fingerprint), schema: JSON.stringify(schema) };
  });
