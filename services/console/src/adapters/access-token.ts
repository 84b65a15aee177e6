import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CheckrideError } from '@checkride/domain/errors';

/** Tells whether a caller may send commands; reading needs no token. */
export interface AccessToken {
  /** Throws CHK_UNAUTHORISED unless the header is `Bearer` and the token. */
  check(authorization: string | undefined): void;
}

/** The token of a file that only its owner can read; made at first use. */
export async function openAccessToken(file: string): Promise<AccessToken> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const expected = Buffer.from(`Bearer ${(await readFile(file, 'utf8')).trim()}`);
  return {
    check(authorization) {
      const given = Buffer.from(authorization ?? '');
      if (given.length === expected.length && timingSafeEqual(given, expected)) return;
      throw new CheckrideError('CHK_UNAUTHORISED', 'commands need the token of this installation', {
        remedy: 'Send the content of the file "token" in CHECKRIDE_HOME as `Authorization: Bearer …`.',
      });
    },
  };
}
