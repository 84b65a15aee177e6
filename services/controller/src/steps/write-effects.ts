import type { Effect } from '@checkride/domain/lifecycle/effect';
import type { OutboundRecord } from '@checkride/messaging/records';
import type { WireKind, WireTypes } from '@checkride/messaging/wire';

/** What writing needs of the wire. */
export interface WriteEffectsDeps {
  readonly encode: <K extends WireKind>(kind: K, value: WireTypes[K]) => Buffer;
  readonly partitionOf: (model: string) => number;
  readonly topics: {
    readonly lifecycle: string;
    readonly routes: string;
    readonly jobs: string;
    readonly models: string;
    readonly notifications: string;
  };
}

/** Effects as records of their topics, in the model's control partition, keyed by the model. */
export function createWriteEffectsStep({ encode, partitionOf, topics }: WriteEffectsDeps) {
  const record = (topic: string, model: string, value: Buffer): OutboundRecord => ({
    topic,
    partition: partitionOf(model),
    key: model,
    value,
  });
  const write = (effect: Effect): OutboundRecord => {
    switch (effect.kind) {
      case 'entry':
        return record(topics.lifecycle, effect.entry.model, encode('lifecycle-event', effect));
      case 'folded':
        return record(topics.lifecycle, effect.folded.model, encode('lifecycle-event', effect));
      case 'job-settled':
        return record(topics.lifecycle, effect.model, encode('lifecycle-event', effect));
      case 'route':
        return record(topics.routes, effect.route.model, encode('route', effect.route));
      case 'job':
        return record(topics.jobs, effect.job.model, encode('job', effect.job));
      case 'model':
        return record(topics.models, effect.record.model, encode('model-record', effect.record));
      case 'notification':
        return record(
          topics.notifications,
          effect.notification.model,
          encode('notification', effect.notification),
        );
    }
  };
  return function writeEffects(effects: readonly Effect[]): OutboundRecord[] {
    return effects.map(write);
  };
}
