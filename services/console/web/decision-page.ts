import type { ModelDetail } from '@checkride/client/api/console-views';
import type { Decision } from '@checkride/domain/judge/decision';
import type { AxisName, Verdict } from '@checkride/domain/judge/verdict';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { get } from './api.js';
import { waitingCard } from './approve.js';
import { facts, h, section, table } from './dom.js';
import { evidenceTable } from './evidence.js';
import { count, moment, scopeText, words } from './format.js';
import { headlineBadge, headlineText } from './headline.js';
import { entriesTable } from './model-lists.js';
import { overrideCard } from './override.js';
import type { Page } from './page.js';

/** One decision: the paragraph, the figures against their thresholds, why nothing else was done, what became of it. */
export async function decisionPage(id: string): Promise<Page> {
  const decision = await get<Decision>(`/decisions/${encodeURIComponent(id)}`);
  const at = `/models/${encodeURIComponent(decision.model)}`;
  const [answers, { waiting }] = await Promise.all([
    get<LedgerEntry[]>(`${at}/ledger?cause=${encodeURIComponent(id)}`),
    get<ModelDetail>(at),
  ]);
  return {
    title: `${headlineText(decision.headline)} · ${decision.model}`,
    models: [decision.model],
    content: h(
      'article',
      {},
      h(
        'nav',
        { 'aria-label': 'Breadcrumb', class: 'small' },
        h('a', { href: '/' }, 'Fleet'),
        ' › ',
        h('a', { href: at }, decision.model),
      ),
      h(
        'h1',
        { class: 'row' },
        headlineBadge(decision.headline),
        ` ${decision.model}, ${scopeText(decision.scope)}, ${moment(decision.window[1])} UTC`,
      ),
      h(
        'section',
        { class: 'card', 'aria-label': 'In words' },
        h('p', { class: 'paragraph', id: 'paragraph' }, decision.paragraph),
      ),
      waitingCard(
        decision.model,
        waiting.filter(({ cause }) => cause.id === decision.decision_id),
      ),
      section(
        'evidence',
        'Evidence against its thresholds',
        decision.evidence.length === 0
          ? h('p', { class: 'quiet' }, 'No figure asks for more than this.')
          : evidenceTable(decision.evidence),
      ),
      section(
        'why-not',
        'Why not the others',
        h(
          'ul',
          { class: 'why-not' },
          decision.why_not.map(({ action, because }) =>
            h('li', {}, h('strong', {}, `Not ${action}: `), h('span', { 'data-action': action }, because)),
          ),
        ),
      ),
      section(
        'answers',
        'What became of it',
        answers.length === 0
          ? h('p', { class: 'quiet' }, 'The controller has not answered yet.')
          : entriesTable('Answers of the controller', answers),
        overrideCard(decision, answers),
      ),
      section('verdict', 'The whole verdict', vectorTable(decision.vector)),
      section('particulars', 'Particulars', particulars(decision)),
    ),
  };
}

const AXES: readonly AxisName[] = ['traffic', 'data', 'model', 'people'];

const vectorTable = (vector: Verdict): HTMLElement =>
  table(
    'Verdict by axis',
    ['Axis', 'Do', 'Where', 'Rule', 'Reason'],
    AXES.flatMap((axis) =>
      vector[axis].map((statement) => ({
        cells: [axis, statement.do, scopeText(statement.scope), statement.rule, words(statement.reason)],
      })),
    ),
  );

const code = (text: string | null): HTMLElement | null => (text === null ? null : h('code', {}, text));

const particulars = (decision: Decision): HTMLElement =>
  facts([
    ['Decision', code(decision.decision_id)],
    ['Incident', code(decision.incident_id)],
    ['Release', code(decision.release === 'none' ? null : decision.release)],
    ['Began', decision.onset && `between ${moment(decision.onset[0])} and ${moment(decision.onset[1])} UTC`],
    ['Changes then', decision.changes.map(({ summary, at }) => `${summary} (${moment(at)})`).join('; ')],
    [
      'Touched',
      decision.impact.predictions > 0 &&
        `${count(decision.impact.predictions)} predictions, ${count(decision.impact.units)} units`,
    ],
    [
      'Goes back to',
      decision.target &&
        `${decision.target.version ?? 'nothing'}${decision.target.verified ? ', verified' : ''}`,
    ],
    ['Guarantee', decision.guarantee],
    ['Evidence', code(decision.evidence_id)],
    ['Replay', code(decision.replay)],
  ]);
