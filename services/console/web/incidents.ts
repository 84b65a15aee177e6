import type { IncidentRecord } from '@checkride/domain/incidents/incident-record';
import { h, table } from './dom.js';
import { count, moment, scopeText } from './format.js';
import { headlineBadge } from './headline.js';

/** Incidents, newest first: since when, whether they last, whom they touched, and their decisions. */
export const incidentTable = (incidents: readonly IncidentRecord[]): HTMLElement =>
  table(
    'Incidents, newest first',
    ['Opened (UTC)', 'Over (UTC)', 'Headline', 'Rules', 'Where', '#Predictions', '#Units', 'Decisions'],
    incidents.map((incident) => ({
      key: `incident-${incident.incident_id}`,
      cells: [
        moment(incident.opened_at),
        incident.over_at === null ? 'lasts' : moment(incident.over_at),
        headlineBadge(incident.headline),
        incident.rules.join(', '),
        scopeText(incident.scope),
        count(incident.impact.predictions),
        count(incident.impact.units),
        h(
          'span',
          {},
          h('a', { href: `/decisions/${incident.first_decision}` }, 'first'),
          ' to ',
          h('a', { href: `/decisions/${incident.newest_decision}` }, 'newest'),
          ` of ${incident.decisions}`,
        ),
      ],
    })),
  );
