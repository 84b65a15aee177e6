import { CheckrideError } from '@checkride/domain/errors';
import { CHANGE_KINDS, type Change, type ChangeKind } from '@checkride/domain/events/change';

/** What `checkride change record` is given. */
export interface ChangeOptions {
  readonly kind: string;
  readonly summary: string;
  readonly scope?: readonly string[];
  readonly share?: readonly string[];
  readonly time?: string;
  readonly id?: string;
}

const refused = (message: string, remedy: string): CheckrideError =>
  new CheckrideError('CHK_COMMAND_REFUSED', message, { remedy });

/** When a change took effect, in ms: now unless told; on the replay clock it must be told. */
export function momentOf(time: string | undefined, replay: boolean): number {
  if (time === undefined) {
    if (!replay) return Date.now();
    throw refused('the model is on the replay clock, where now is no moment', 'Name it by --time.');
  }
  const at = Date.parse(time);
  if (Number.isFinite(at)) return at;
  throw refused(`"${time}" is no moment`, 'Write it as ISO 8601, e.g. 2001-02-14T00:00:00Z.');
}

/** A change from its options; `idOf` makes an identity where none is told. Throws CHK_COMMAND_REFUSED naming the option. */
export function readChange(
  model: string,
  options: ChangeOptions,
  at: number,
  idOf: (text: string) => string,
): Change {
  const { kind, summary, scope, share, id } = options;
  if (!isKind(kind)) throw refused(`--kind ${kind} is unknown`, `One of: ${CHANGE_KINDS.join(', ')}.`);
  const change = {
    model,
    kind,
    scope: scope === undefined ? ['all'] : [...new Set(scope.map(wordOf))].sort(),
    event_time: at,
    summary,
    shares: share === undefined ? null : Object.fromEntries(share.map(shareOf)),
  };
  return { change_id: id ?? idOf(JSON.stringify(change)), ...change };
}

const isKind = (kind: string): kind is ChangeKind => (CHANGE_KINDS as readonly string[]).includes(kind);

function wordOf(word: string): string {
  if (word === 'all' || word === 'labels' || /^[^=\s]+=[^=\s]+$/.test(word)) return word;
  throw refused(
    `--scope ${word} is no scope`,
    'Write e.g. region=eu, segment.risk=high, source=billing or feature=x.',
  );
}

function shareOf(text: string): [string, number] {
  const [version = '', share = ''] = text.split('=', 2);
  const value = Number(share);
  if (version !== '' && share !== '' && value >= 0 && value <= 1) return [version, value];
  throw refused(`--share ${text} is no share`, 'Write version=share with a share from 0 to 1, e.g. v2=0.1.');
}
