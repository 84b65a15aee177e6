import { CheckrideError } from '@checkride/domain/errors';

interface KafkaFailure {
  readonly name?: string;
  readonly type?: string;
  readonly message?: string;
  readonly retriable?: boolean;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** Every error behind an error: its causes and, of an aggregate (whose own message is empty), its members. */
function* chain(error: unknown): Generator<KafkaFailure> {
  if (typeof error !== 'object' || error === null) return;
  const failure = error as KafkaFailure;
  yield failure;
  for (const member of failure.errors ?? []) yield* chain(member);
  if (failure.cause !== error) yield* chain(failure.cause);
}

/** The protocol's name of what went wrong, e.g. `INVALID_PRODUCER_EPOCH`, wherever in the chain it stands. */
export const protocolType = (error: unknown): string | undefined => {
  for (const { type } of chain(error)) if (type !== undefined) return type;
  return undefined;
};

/** What went wrong in words, with the members of an aggregate told apart. */
export function explain(error: unknown): string {
  const words = new Set<string>();
  for (const { message, type } of chain(error)) {
    if (message !== undefined && message !== '') words.add(message);
    else if (type !== undefined) words.add(type);
  }
  return [...words].join('; ') || String(error);
}

const REFUSED = new Set(['KafkaJSSASLAuthenticationError']);
const LOST_MEMBERSHIP = new Set(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'REBALANCE_IN_PROGRESS']);
const FENCED = new Set(['INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED', 'INVALID_PRODUCER_ID_MAPPING']);

/** Whether the group went on without this member: somebody else has its partitions, or will. */
export const lostMembership = (error: unknown): boolean => LOST_MEMBERSHIP.has(protocolType(error) ?? '');

/** Whether a younger owner of the same transactional id exists. */
export const wasFenced = (error: unknown): boolean => FENCED.has(protocolType(error) ?? '');

/** A failure as Checkride names it: CHK_UNAUTHORISED, CHK_RECORD_TOO_LARGE or CHK_KAFKA_UNAVAILABLE. */
export function kafkaError(doing: string, error: unknown): CheckrideError {
  if (error instanceof CheckrideError) return error;
  const message = `${doing}: ${explain(error)}`;
  for (const { name } of chain(error)) {
    if (name !== undefined && REFUSED.has(name))
      return new CheckrideError('CHK_UNAUTHORISED', message, {
        cause: error,
        remedy: 'Check KAFKA_USERNAME, KAFKA_PASSWORD and KAFKA_SASL_MECHANISM.',
      });
  }
  if (protocolType(error) === 'MESSAGE_TOO_LARGE')
    return new CheckrideError('CHK_RECORD_TOO_LARGE', message, {
      cause: error,
      remedy: 'Make the record smaller or raise max.message.bytes of its topic.',
    });
  return new CheckrideError('CHK_KAFKA_UNAVAILABLE', message, { cause: error });
}
