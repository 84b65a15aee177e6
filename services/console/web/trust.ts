import type { TrustLedger } from '@checkride/domain/trust/trust-ledger';
import { h, table } from './dom.js';
import { count, moment } from './format.js';

const figure = (value: number): string => String(Number(value.toPrecision(3)));

/** What was promised of the automatic actions of a model, and what people found false of them. */
export const trustView = ({ actions, overrides, releases }: TrustLedger): HTMLElement =>
  h(
    'div',
    {},
    table(
      'Automatic actions and the promise about them',
      ['Action', '#Done', '#Dry run', '#Overridden', '#Promised at most'],
      actions.map(({ action, taken, dry_run, overridden, promised }) => ({
        key: `trust-${action}`,
        cells: [action, count(taken), count(dry_run), count(overridden), figure(promised)],
      })),
    ),
    overrides.length > 0 &&
      table(
        'Overridden decisions',
        ['Tick (UTC)', 'Decision', 'Did', 'By', 'Why it was wrong'],
        overrides.map(({ decision, at, actor, reason, actions: did }) => ({
          key: `override-${decision}`,
          cells: [
            at === null ? 'before any' : moment(at),
            h('a', { href: `/decisions/${decision}` }, decision),
            did.join(', ') || 'nothing by itself',
            actor,
            reason,
          ],
        })),
      ),
    releases.length > 0 &&
      table(
        'Error a release may spend',
        ['Release', 'Version', '#Start', '#α of a rollback', '#α of a pause', '#Spent', '#Of'],
        releases.map(({ release, version, start, rollback, pause, spent, promised }) => ({
          key: `alpha-${release}`,
          cells: [release, version ?? '–', start, ...[rollback, pause, spent, promised].map(figure)],
        })),
      ),
  );
