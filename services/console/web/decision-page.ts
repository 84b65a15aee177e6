import type { Decision, EvidenceItem } from '@checkride/domain/judge/decision';
import type { Verdict } from '@checkride/domain/judge/verdict';
import { get } from './api.js';
import { facts, h, table } from './dom.js';
import { approveButtons } from './approve.js';
import { headlineBadge } from './fleet-page.js';
import { figure, moment, scopeText, words } from './format.js';

/** One decision: the paragraph, the figures against their limits, and why nothing else was done. */
export async function decisionPage(id: string): Promise<HTMLElement> {
  const decision = await get<Decision>(`/decisions/${encodeURIComponent(id)}`);
  document.title = `${decision.headline} ${decision.model} · Checkride`;
  return h(
    'article',
    {},
    h(
      'p',
      { class: 'small' },
      h('a', { href: `/models/${encodeURIComponent(decision.model)}` }, `← ${decision.model}`),
    ),
    h(
      'h1',
      { class: 'row' },
      headlineBadge(decision.headline),
      `${scopeText(decision.scope)} · ${moment(decision.window[1])} UTC`,
    ),
    h(
      'section',
      { class: 'card', 'aria-label': 'In words' },
      h('p', { class: 'paragraph', id: 'paragraph' }, decision.paragraph),
      approveButtons(decision),
    ),
    h('h2', {}, 'Evidence against its thresholds'),
    decision.evidence.length === 0
      ? h('p', { class: 'quiet' }, 'No figure asks for more than this.')
      : evidenceTable(decision.evidence),
    h('h2', {}, 'Why not the others'),
    h(
      'ul',
      { class: 'why-not', id: 'why-not' },
      decision.why_not.map(({ action, because }) => h('li', {}, h('strong', {}, `Not ${action}: `), because)),
    ),
    h('h2', {}, 'The whole verdict'),
    vectorTable(decision.vector),
    h('h2', {}, 'Particulars'),
    particulars(decision),
  );
}

const evidenceTable = (evidence: readonly EvidenceItem[]): HTMLElement =>
  table(
    'Evidence',
    ['Rule', 'Stream', 'Where', 'Statistic', '#Value', '#Threshold', 'Kind', 'Counts'],
    evidence.map((item) => [
      item.rule,
      words(item.stream),
      scopeText(item.scope),
      words(item.statistic),
      figure(item.value),
      figure(item.threshold),
      item.kind,
      Object.entries(item.counts)
        .map(([name, count]) => `${words(name)} ${count.toLocaleString('en-US')}`)
        .join(', '),
    ]),
  );

const vectorTable = (vector: Verdict): HTMLElement =>
  table(
    'Verdict by axis',
    ['Axis', 'Do', 'Where', 'Rule', 'Reason'],
    Object.entries(vector).flatMap(([axis, statements]) =>
      (statements as Verdict['traffic']).map((statement) => [
        axis,
        statement.do,
        scopeText(statement.scope),
        statement.rule,
        words(statement.reason),
      ]),
    ),
  );

const particulars = (decision: Decision): HTMLElement =>
  facts([
    ['Decision', h('code', {}, decision.decision_id)],
    ['Incident', decision.incident_id === null ? null : h('code', {}, decision.incident_id)],
    ['Release', decision.release === 'none' ? null : h('code', {}, decision.release)],
    [
      'Began',
      decision.onset === null
        ? null
        : `between ${moment(decision.onset[0])} and ${moment(decision.onset[1])} UTC`,
    ],
    ['Changes then', decision.changes.map(({ summary, at }) => `${summary} (${moment(at)})`).join('; ')],
    [
      'Touched',
      decision.impact.predictions > 0
        ? `${decision.impact.predictions.toLocaleString('en-US')} predictions, ${decision.impact.units.toLocaleString('en-US')} units`
        : null,
    ],
    [
      'Goes back to',
      decision.target === null
        ? null
        : `${decision.target.version ?? 'nothing'}${decision.target.verified ? ', verified' : ''}`,
    ],
    ['Guarantee', decision.guarantee],
    ['Evidence', h('code', {}, decision.evidence_id)],
    ['Replay', h('code', {}, decision.replay)],
  ]);
