import { schemaRegistry } from '@checkride/messaging/avro/schema-registry';
import type { Logger } from '@checkride/platform/logger';

/** Asks for the schema behind an id, once; `found` learns it. */
export type RegistryLookup = (id: number, topic: string) => void;

/** Looks up schemas of other people's producers in their registry; without an address nothing is looked up. */
export function createRegistryLookup(
  url: string | undefined,
  logger: Logger,
  found: (id: number, topic: string, schema: string) => void,
): RegistryLookup {
  if (url === undefined) return () => undefined;
  const registry = schemaRegistry(url);
  const asked = new Set<string>();
  return function lookUp(id, topic) {
    const question = `${id} ${topic}`;
    if (asked.has(question)) return;
    asked.add(question);
    registry.schemaById(id).then(
      (schema) => found(id, topic, schema),
      (error: unknown) => {
        asked.delete(question);
        logger.warn({ err: error, id, topic }, 'the schema registry did not help');
      },
    );
  };
}
