import type { Command } from 'commander';
import type { IncidentRecord } from '@checkride/domain/incidents/incident-record';
import { moment, table } from '../output/table.js';
import type { AddCommand } from './command.js';

/** `checkride incidents`: what went wrong, since when, whether it lasts, and whom it touched. */
export const addIncidents: AddCommand = (program, context) => {
  program
    .command('incidents')
    .argument('[model]', 'one model; all by default')
    .description('what went wrong, whether it lasts, and whom it touched, newest first')
    .action(async (model: string | undefined, _options: object, command: Command) => {
      const { api, printer } = context(command);
      const incidents = await api().get<IncidentRecord[]>(
        model === undefined ? '/incidents' : `/models/${encodeURIComponent(model)}/incidents`,
      );
      printer.result(incidents, () =>
        table(
          [
            'incident',
            'model',
            'headline',
            'rules',
            'scope',
            'opened',
            'over',
            'predictions',
            'units',
            'newest decision',
          ],
          incidents.map((incident) => [
            incident.incident_id,
            incident.model,
            incident.headline,
            incident.rules.join(' '),
            incident.scope.join(' '),
            moment(incident.opened_at),
            incident.over_at === null ? 'lasts' : moment(incident.over_at),
            incident.impact.predictions,
            incident.impact.units,
            incident.newest_decision,
          ]),
          'No incident yet.',
        ),
      );
    });
};
