/** Every failure Checkride can name, with whether trying again may help. The list is closed: add a line here first. */
const ERROR_CODES = {
  CHK_ARTIFACT_CORRUPT: { retriable: false },
  CHK_ARTIFACT_FAILED: { retriable: true },
  CHK_ARTIFACT_MISSING: { retriable: false },
  CHK_ARTIFACT_UNSUPPORTED: { retriable: false },
  CHK_CLICKHOUSE_REJECTED: { retriable: false },
  CHK_CLICKHOUSE_UNAVAILABLE: { retriable: true },
  CHK_COMMAND_REFUSED: { retriable: false },
  CHK_CONFIG_INVALID: { retriable: false },
  CHK_CONTRACT_INVALID: { retriable: false },
  CHK_DISK_LOW: { retriable: false },
  CHK_FOLD_GAP: { retriable: false },
  CHK_JAVA_MISSING: { retriable: false },
  CHK_JOB_FAILED: { retriable: false },
  CHK_KAFKA_UNAVAILABLE: { retriable: true },
  CHK_MAVEN_MISSING: { retriable: false },
  CHK_MIGRATION_MISMATCH: { retriable: false },
  CHK_NOT_FOUND: { retriable: false },
  CHK_PORT_TAKEN: { retriable: false },
  CHK_PRODUCER_LOST: { retriable: true },
  CHK_RECORD_TOO_LARGE: { retriable: false },
  CHK_REGISTRY_UNAVAILABLE: { retriable: true },
  CHK_REPLAY_DIFFERS: { retriable: false },
  CHK_SCHEMA_INCOMPATIBLE: { retriable: false },
  CHK_SCHEMA_UNKNOWN: { retriable: false },
  CHK_STACK_FAILED: { retriable: true },
  CHK_STACK_RUNNING: { retriable: false },
  CHK_STATE_INVALID: { retriable: false },
  CHK_TOPIC_MISSING: { retriable: false },
  CHK_UNAUTHORISED: { retriable: false },
} as const;

/** One code of the closed list. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** An error that code may decide on by `code`, never by its message; `remedy` tells a person what to do. */
export class CheckrideError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string | undefined;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    more: { remedy?: string; cause?: unknown; context?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'CheckrideError';
    this.code = code;
    this.remedy = more.remedy;
    this.context = more.context ?? {};
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  get retriable(): boolean {
    return ERROR_CODES[this.code].retriable;
  }
}
