import { z } from 'zod';

const count = (otherwise: number) => z.coerce.number().int().positive().default(otherwise);

/** How ingest reads and stores; every value has a default that suits both a laptop and a cluster. */
export const ingestConfig = z
  .object({
    INGEST_GROUP: z.string().default('checkride-ingest'),
    INGEST_FLUSH_ROWS: count(10_000),
    INGEST_FLUSH_BYTES: count(4_000_000),
    INGEST_FLUSH_MS: count(1_000),
    INGEST_FLUSH_MS_BEHIND: count(5_000),
    INGEST_FLUSH_ROWS_BEHIND: count(100_000),
    INGEST_FLUSH_BYTES_BEHIND: count(64_000_000),
    INGEST_IDLE_MS: count(250),
    INGEST_CONTRACT_WAIT_MS: count(5_000),
    SCHEMA_REGISTRY_URL: z.url({ protocol: /^https?$/ }).optional(),
    INGEST_PROJECTION_MS: count(1_000),
    INGEST_PROJECTION_ROWS: count(1_000),
    CHECKRIDE_SESSION_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(300_000).optional(),
  })
  .transform((env) => ({
    group: env.INGEST_GROUP,
    limits: {
      rows: env.INGEST_FLUSH_ROWS,
      bytes: env.INGEST_FLUSH_BYTES,
      ageMs: env.INGEST_FLUSH_MS,
      ageBehindMs: env.INGEST_FLUSH_MS_BEHIND,
      rowsBehind: env.INGEST_FLUSH_ROWS_BEHIND,
      bytesBehind: env.INGEST_FLUSH_BYTES_BEHIND,
    },
    /** How often idle partitions are promised, ms. */
    idleMs: env.INGEST_IDLE_MS,
    /** How long a partition waits for the contract of an unknown schema or model, ms. */
    contractWaitMs: env.INGEST_CONTRACT_WAIT_MS,
    /** How long a dead instance's partitions wait for the next one, ms. */
    sessionTimeoutMs: env.CHECKRIDE_SESSION_TIMEOUT_MS,
    /** A Confluent-compatible registry of other people's schemas. */
    registryUrl: env.SCHEMA_REGISTRY_URL,
    projections: {
      group: `${env.INGEST_GROUP}-projections`,
      ageMs: env.INGEST_PROJECTION_MS,
      rows: env.INGEST_PROJECTION_ROWS,
    },
  }));

/** Ingest's part of the environment. */
export type IngestConfig = z.infer<typeof ingestConfig>;
