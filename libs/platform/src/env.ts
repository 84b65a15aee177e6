import { CheckrideError } from '@checkride/domain/errors';
import type { ZodType } from 'zod';

/** The environment as read once: names to texts; a variable set to the empty text counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A copy of the process environment without empty variables. */
export function environment(): Environment {
  return Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
}

type Slices = Record<string, ZodType>;
type Configuration<S extends Slices> = { [K in keyof S]: S[K] extends ZodType<infer T> ? T : never };

/**
 * Parses the environment by one schema whose keys are variable names.
 * Throws CHK_CONFIG_INVALID with every problem at once; values are never printed, they may be secrets.
 */
export function readEnvironment<T>(schema: ZodType<T>, source: Environment = environment()): T {
  return readConfiguration({ only: schema }, source).only;
}

/**
 * Parses several schemas over the same environment, e.g. `{ kafka: kafkaConnection, ingest: ingestConfig }`.
 * Throws CHK_CONFIG_INVALID listing the problems of all of them together.
 */
export function readConfiguration<S extends Slices>(
  slices: S,
  source: Environment = environment(),
): Configuration<S> {
  const problems = new Set<string>();
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(slices)) {
    const parsed = schema.safeParse(source);
    if (parsed.success) values[name] = parsed.data;
    else for (const issue of parsed.error.issues) problems.add(describe(issue));
  }
  if (problems.size > 0) {
    throw new CheckrideError(
      'CHK_CONFIG_INVALID',
      `The environment has ${problems.size} problem(s):\n  ${[...problems].join('\n  ')}`,
      {
        remedy: 'Set or unset the variables named above.',
        context: { problems: [...problems] },
      },
    );
  }
  return values as Configuration<S>;
}

function describe(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const name = issue.path.map(String).join('.');
  return name === '' ? issue.message : `${name}: ${issue.message}`;
}
