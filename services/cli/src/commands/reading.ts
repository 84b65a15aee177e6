import type { Command } from 'commander';
import { decisionText } from '../output/decision-text.js';
import { moment, table } from '../output/table.js';
import type { AddCommand } from './command.js';

interface FleetRow {
  readonly model: string;
  readonly headline: string | null;
  readonly reason: string | null;
  readonly window: number | null;
  readonly version: string | null;
  readonly share: number | null;
  readonly owner: string | null;
}

/** Commands that only read: the fleet, decisions, and why one was made. */
export const addReading: AddCommand = (program, context) => {
  program
    .command('models')
    .description('every model with its headline')
    .action(async (_options: object, command: Command) => {
      const { api, printer } = context(command);
      const models = await api().get<FleetRow[]>('/models');
      printer.result(models, () =>
        table(
          ['model', 'headline', 'reason', 'window', 'version', 'owner'],
          models.map(({ model, headline, reason, window, version, owner }) => [
            model,
            headline,
            reason,
            moment(window),
            version,
            owner,
          ]),
          'No model yet: apply a contract with `checkride apply FILE`.',
        ),
      );
    });

  program
    .command('decisions')
    .argument('<model>', 'name of the model')
    .option('--limit <n>', 'newest decisions shown', '50')
    .description('decisions of a model, newest first')
    .action(async (model: string, options: { limit: string }, command: Command) => {
      const { api, printer } = context(command);
      const decisions = await api().decisions(model, Number(options.limit));
      printer.result(decisions, () =>
        table(
          ['decision', 'window', 'headline', 'rule', 'scope', 'reason'],
          decisions.map((decision) => [
            decision.decision_id,
            moment(decision.window[0]),
            decision.headline,
            decision.rule,
            decision.scope.join(' '),
            decision.reason,
          ]),
          `No decision on ${model} yet.`,
        ),
      );
    });

  program
    .command('why')
    .argument('<subject>', 'a decision id, or a model for its newest decision')
    .description('why a decision was made, and why nothing else was')
    .action(async (subject: string, _options: object, command: Command) => {
      const { api, printer } = context(command);
      const decision = /^[0-9a-f]{16}$/.test(subject)
        ? await api().decision(subject)
        : (await api().decisions(subject, 1))[0];
      printer.result(decision ?? null, () =>
        decision ? decisionText(decision) : `No decision on ${subject} yet.`,
      );
    });
};
