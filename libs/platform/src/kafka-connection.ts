import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { checkrideHome, readStackRecord } from './stack-record.js';

/** The port the embedded broker prefers. */
export const DEFAULT_KAFKA_PORT = 19_092;

/** How to reach Kafka: brokers as host:port, optional SASL and TLS (an absent `ca` means the system's own). */
export interface KafkaConnection {
  readonly brokers: readonly string[];
  readonly sasl?: { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string };
  readonly tls?: { readonly ca?: string };
}

/** The SASL mechanisms spoken. */
export type SaslMechanism = (typeof MECHANISMS)[number];

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

const BROKER = /^(\[[0-9a-fA-F:]+\]|[^\s:,]+):\d{1,5}$/;

/**
 * KAFKA_BROKERS, KAFKA_SASL_MECHANISM, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_TLS, KAFKA_TLS_CA (a PEM file or its text).
 * Without KAFKA_BROKERS: the running embedded broker of CHECKRIDE_HOME, else its preferred port.
 */
export const kafkaConnection = z
  .object({
    CHECKRIDE_HOME: z.string().optional(),
    KAFKA_BROKERS: z.string().optional(),
    KAFKA_SASL_MECHANISM: z
      .string()
      .toLowerCase()
      .pipe(z.enum(MECHANISMS, { error: `expected one of ${MECHANISMS.join(', ')}` }))
      .optional(),
    KAFKA_USERNAME: z.string().optional(),
    KAFKA_PASSWORD: z.string().optional(),
    KAFKA_TLS: z.enum(['true', 'false'], { error: 'expected true or false' }).optional(),
    KAFKA_TLS_CA: z.string().optional(),
  })
  .transform((env, context): KafkaConnection => {
    const problem = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    const listed =
      env.KAFKA_BROKERS ??
      readStackRecord(checkrideHome(env))?.kafkaBrokers ??
      `127.0.0.1:${DEFAULT_KAFKA_PORT}`;
    const brokers = listed.split(',').map((broker) => broker.trim());
    if (!brokers.every((broker) => BROKER.test(broker)))
      problem('KAFKA_BROKERS', 'expected host:port, separated by commas');

    const mechanism = env.KAFKA_SASL_MECHANISM ?? (env.KAFKA_USERNAME === undefined ? undefined : 'plain');
    if (mechanism !== undefined && env.KAFKA_USERNAME === undefined)
      problem('KAFKA_USERNAME', 'required by KAFKA_SASL_MECHANISM');
    if (mechanism !== undefined && env.KAFKA_PASSWORD === undefined)
      problem('KAFKA_PASSWORD', 'required by SASL');

    const encrypted =
      env.KAFKA_TLS === 'true' || (env.KAFKA_TLS === undefined && env.KAFKA_TLS_CA !== undefined);
    return {
      brokers,
      ...(mechanism === undefined
        ? {}
        : { sasl: { mechanism, username: env.KAFKA_USERNAME ?? '', password: env.KAFKA_PASSWORD ?? '' } }),
      ...(encrypted ? { tls: certificateOf(env.KAFKA_TLS_CA, problem) } : {}),
    };
  });

function certificateOf(
  ca: string | undefined,
  problem: (path: string, message: string) => void,
): { ca?: string } {
  if (ca === undefined) return {};
  if (ca.includes('-----BEGIN CERTIFICATE-----')) return { ca };
  try {
    return { ca: readFileSync(ca, 'utf8') };
  } catch {
    problem('KAFKA_TLS_CA', `cannot read the file ${ca}`);
    return {};
  }
}
