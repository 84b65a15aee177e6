import type { FieldMap } from '@checkride/domain/contract/contract';
import type { EventKind } from '../rows/event-rows.js';
import { leaves } from '../rows/found.js';
import type { Group, Target } from '../rows/found.js';
import { parseJsonPath } from './json-path.js';
import type { JsonPath } from './json-path.js';

/** Where a field may stand in JSON: the first path whose parent is there counts. */
export interface JsonField {
  /** The field's own name, for messages. */
  readonly name: string;
  readonly target: Target;
  readonly paths: readonly JsonPath[];
}

/** The paths of every field of an event: those the contract maps, else the field's own name (`$.features.x`, then `$.x`). */
export function jsonFields(kind: EventKind, root: Group, map: FieldMap | null): JsonField[] {
  const told = mapped(kind, map);
  return leaves(root).flatMap(([path, target]): JsonField[] => {
    const name = path.join('.');
    const texts = told[name] === undefined ? defaults(path) : [told[name]];
    if (target.kind !== 'texts') return [{ name, target, paths: texts.map(parseJsonPath) }];
    return target.names.map((segment, i) => ({
      name: `${name}.${segment}`,
      target: { kind: 'text', at: target.at + i },
      paths:
        map?.segments?.[segment] === undefined
          ? [[name, segment], [name, i], [segment]]
          : [parseJsonPath(map.segments[segment])],
    }));
  });
}

/** Own names; what stands in a group (features, prediction) may also stand at the root. */
const defaults = (path: readonly string[]): string[] => {
  const quoted = (steps: readonly string[]): string =>
    `$${steps.map((step) => `[${JSON.stringify(step)}]`).join('')}`;
  return path.length === 1 ? [quoted(path)] : [quoted(path), quoted(path.slice(-1))];
};

function mapped(kind: EventKind, map: FieldMap | null): Readonly<Record<string, string | undefined>> {
  if (map === null) return {};
  switch (kind) {
    case 'prediction':
      return {
        prediction_id: map.id,
        event_time: map.time,
        version: map.version,
        unit_id: map.unit,
        latency_ms: map.latency_ms,
        status: map.status,
        'prediction.score': map.score,
        'prediction.value': map.value,
        'prediction.class': map.class,
        ...Object.fromEntries(
          Object.entries(map.features ?? {}).map(([name, path]) => [`features.${name}`, path]),
        ),
      };
    case 'label':
      return {
        prediction_id: map.label?.id,
        value: map.label?.value,
        observed_at: map.label?.observed_at,
        predicted_at: map.label?.predicted_at,
      };
    case 'outcome':
      return {
        prediction_id: map.outcome?.id,
        unit_id: map.outcome?.unit,
        kpi: map.outcome?.kpi,
        value: map.outcome?.value,
        event_time: map.outcome?.time,
      };
    case 'exposure':
    case 'change':
      return {};
  }
}
