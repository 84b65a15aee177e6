import type { Command } from 'commander';
import type { ActionRecord, TrustLedger } from '@checkride/domain/trust/trust-ledger';
import { moment, table } from '../output/table.js';
import type { AddCommand } from './command.js';

/** `checkride trust`: what was promised of automatic actions, and what people found false of them. */
export const addTrust: AddCommand = (program, context) => {
  program
    .command('trust')
    .argument('[model]', 'one model; all by default')
    .description('automatic actions, those people overrode, and what was promised')
    .action(async (model: string | undefined, _options: object, command: Command) => {
      const { api, printer } = context(command);
      const ledgers = model === undefined ? await api().get<TrustLedger[]>('/trust') : [await of(model)];
      printer.result(model === undefined ? ledgers : ledgers[0], () => trustText(ledgers));

      function of(name: string): Promise<TrustLedger> {
        return api().get<TrustLedger>(`/models/${encodeURIComponent(name)}/trust`);
      }
    });
};

const YEAR_MS = 31_557_600_000;

function trustText(ledgers: readonly TrustLedger[]): string {
  if (ledgers.length === 0) return 'No model yet: apply a contract with `checkride apply FILE`.';
  const rows = ledgers.flatMap((ledger) => ledger.actions.map((record) => actionRow(ledger, record)));
  const parts = [
    ledgers.length > 1 ? `All models together\n${actionTable(ledgers)}` : '',
    table(['model', 'by itself', 'done', 'dry run', 'overridden', 'promised', 'measured', 'promise'], rows),
    overridesText(ledgers),
    table(
      ['model', 'release', 'version', 'start', 'α rollback', 'α pause', 'spent', 'of'],
      ledgers.flatMap(({ model, releases }) =>
        releases.map(({ release, version, start, rollback, pause, spent, promised }) => [
          model,
          release,
          version,
          start,
          short(rollback),
          short(pause),
          short(spent),
          promised,
        ]),
      ),
      'No release was judged yet.',
    ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const short = (value: number): number => Number(value.toPrecision(3));

function actionRow({ model, over, begun }: TrustLedger, record: ActionRecord): (string | number | null)[] {
  const { action, taken, dry_run, overridden, promised } = record;
  const per = action === 'rollback' ? begun : over === null ? 0 : (over[1] - over[0]) / YEAR_MS;
  const unit = action === 'rollback' ? 'a release' : 'a model-year';
  const rate = (count: number): string => (per === 0 ? '–' : `${short(count / per)} ${unit}`);
  return [model, action, taken, dry_run, overridden, short(promised), rate(overridden), rate(promised)];
}

function actionTable(ledgers: readonly TrustLedger[]): string {
  const kinds = ledgers[0]?.actions.map(({ action }) => action) ?? [];
  const sum = (kind: string, of: (record: ActionRecord) => number): number =>
    ledgers.reduce((total, { actions }) => {
      const record = actions.find(({ action }) => action === kind);
      return total + (record ? of(record) : 0);
    }, 0);
  return table(
    ['by itself', 'done', 'dry run', 'overridden', 'promised'],
    kinds.map((kind) => [
      kind,
      sum(kind, ({ taken }) => taken),
      sum(kind, ({ dry_run }) => dry_run),
      sum(kind, ({ overridden }) => overridden),
      short(sum(kind, ({ promised }) => promised)),
    ]),
  );
}

const overridesText = (ledgers: readonly TrustLedger[]): string =>
  table(
    ['model', 'overridden', 'decision', 'did', 'by', 'reason'],
    ledgers.flatMap(({ model, overrides }) =>
      overrides.map(({ decision, at, actor, reason, actions }) => [
        model,
        moment(at),
        decision,
        actions.join(', ') || 'nothing by itself',
        actor,
        reason,
      ]),
    ),
    'Nobody has overridden a decision.',
  );
