import { CheckrideError, type ErrorCode } from '@checkride/domain/errors';

/** What an HTTP error of ours says. */
export interface HttpProblem {
  readonly status: number;
  readonly body: { readonly code: string; readonly message: string; readonly remedy: string | null };
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  CHK_NOT_FOUND: 404,
  CHK_UNAUTHORISED: 401,
  CHK_COMMAND_REFUSED: 400,
  CHK_CONTRACT_INVALID: 422,
};

/** The HTTP face of an error; what is not ours is a 500 without details. */
export function httpProblem(error: unknown): HttpProblem {
  if (error instanceof CheckrideError) {
    const status = STATUS[error.code] ?? (error.retriable ? 503 : 500);
    return { status, body: { code: error.code, message: error.message, remedy: error.remedy ?? null } };
  }
  return {
    status: 500,
    body: { code: 'internal', message: 'the console failed; its log tells more', remedy: null },
  };
}
