import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { RouteRecord } from '@checkride/domain/release';
import { get } from './api.js';
import { chart, type Series } from './charts.js';
import { facts, h, table } from './dom.js';
import { headlineBadge } from './fleet-page.js';
import { moment, percent, scopeText, words } from './format.js';

interface Timeline {
  readonly traffic: readonly {
    readonly day: number;
    readonly version: string;
    readonly predictions: number;
    readonly positives: number;
  }[];
  readonly risk: readonly {
    readonly day: number;
    readonly version: string;
    readonly labelled: number;
    readonly positives: number;
    readonly risk: number;
  }[];
  readonly tolerance: { readonly profile: number; readonly limit: number } | null;
  readonly drift: readonly {
    readonly from: number;
    readonly feature: string;
    readonly psi: number;
    readonly noise: number;
  }[];
  readonly marks: readonly { readonly at: number; readonly kind: string; readonly label: string }[];
}

interface Detail {
  readonly record: ModelRecord;
  readonly route: RouteRecord | null;
  readonly newest: Decision | null;
}

/** A model's time line: traffic, truth, risk, drift, releases and decisions on one axis, then the lists behind it. */
export async function modelPage(model: string): Promise<HTMLElement> {
  const at = `/models/${encodeURIComponent(model)}`;
  const [detail, timeline, decisions, ledger] = await Promise.all([
    get<Detail>(at),
    get<Timeline>(`${at}/timeline`),
    get<Decision[]>(`${at}/decisions?limit=60`),
    get<LedgerEntry[]>(`${at}/ledger?limit=60`),
  ]);
  document.title = `${model} · Checkride`;
  return h(
    'div',
    {},
    h('p', { class: 'small' }, h('a', { href: '/' }, '← Fleet')),
    h('h1', {}, model),
    nowCard(detail),
    h('h2', {}, 'Time line'),
    ...charts(timeline),
    h('h2', {}, 'Decisions'),
    decisionTable(decisions),
    h('h2', {}, 'Ledger'),
    ledgerTable(ledger),
  );
}

function nowCard({ record, route, newest }: Detail): HTMLElement {
  return h(
    'section',
    { class: 'card', 'aria-label': 'Now' },
    h(
      'p',
      { class: 'row' },
      headlineBadge(newest?.headline ?? null),
      newest
        ? h('a', { href: `/decisions/${newest.decision_id}` }, `decided for ${moment(newest.window[1])} UTC`)
        : null,
    ),
    newest ? h('p', { class: 'paragraph' }, newest.paragraph) : h('p', {}, 'No decision yet.'),
    facts([
      [
        'Traffic',
        route === null
          ? 'no version serves yet'
          : Object.entries(route.shares['*'] ?? {})
              .map(([version, share]) => `${version} (${route.roles[version] ?? '?'}) ${percent(share)}`)
              .join(', '),
      ],
      [
        'Contract',
        `version ${record.contract_version}, ${record.contract.task}, ${record.contract.source.clock} clock`,
      ],
      [
        'Automatic',
        Object.entries(record.contract.automation)
          .map(([kind, how]) => `${kind}: ${how}`)
          .join(', '),
      ],
      ['Owner', record.contract.owner],
    ]),
  );
}

function charts({ traffic, risk, tolerance, drift, marks }: Timeline): HTMLElement[] {
  const days = [
    ...new Set([
      ...traffic.map(({ day }) => day),
      ...risk.map(({ day }) => day),
      ...drift.map(({ from }) => from),
    ]),
  ].sort((a, b) => a - b);
  if (days.length === 0) return [h('p', { class: 'quiet' }, 'Nothing was judged yet.')];
  const releases = marks.filter(({ kind }) => kind === 'ledger');
  const decisions = marks.filter(({ kind, label }) => kind === 'decision' && !label.startsWith('HOLD'));
  const versions = [...new Set(risk.map(({ version }) => version))];
  const truth = new Map<number, { labelled: number; positives: number }>();
  for (const { day, labelled, positives } of risk)
    truth.set(day, {
      labelled: (truth.get(day)?.labelled ?? 0) + labelled,
      positives: (truth.get(day)?.positives ?? 0) + positives,
    });
  const limits: Series[] = tolerance
    ? [{ label: 'tolerated (overall)', values: days.map(() => tolerance.limit), dashed: true }]
    : [];
  const features = [...new Set(drift.map(({ feature }) => feature))];
  return [
    chart({
      title: 'Share of positive truth',
      days,
      marks: releases,
      unit: percent,
      series: [{ label: 'positive', values: days.map((day) => share(truth.get(day))) }],
    }),
    chart({
      title: 'Risk (Brier loss of matured predictions) against tolerance',
      days,
      marks: decisions,
      series: [
        ...versions.map((version) => ({
          label: version,
          values: days.map(
            (day) => risk.find((cell) => cell.day === day && cell.version === version)?.risk ?? null,
          ),
        })),
        ...limits,
      ],
    }),
    chart({
      title: 'Drift (population stability index)',
      days,
      marks: [],
      series: [
        ...features.map((feature) => ({
          label: feature,
          values: days.map(
            (day) => drift.find((cell) => cell.from === day && cell.feature === feature)?.psi ?? null,
          ),
        })),
        { label: 'counts from 0.2', values: days.map(() => 0.2), dashed: true },
      ],
    }),
    chart({
      title: 'Predictions a day',
      days,
      marks: releases,
      series: [...new Set(traffic.map(({ version }) => version))].map((version) => ({
        label: version,
        values: days.map(
          (day) => traffic.find((cell) => cell.day === day && cell.version === version)?.predictions ?? null,
        ),
      })),
    }),
  ];
}

const share = (counts: { labelled: number; positives: number } | undefined): number | null =>
  counts && counts.labelled > 0 ? counts.positives / counts.labelled : null;

const decisionTable = (decisions: readonly Decision[]): HTMLElement =>
  decisions.length === 0
    ? h('p', { class: 'quiet' }, 'No decision yet.')
    : table(
        'Decisions, newest first',
        ['Window (UTC)', 'Headline', 'Rule', 'Where', 'Reason'],
        decisions.map((decision) => [
          h('a', { href: `/decisions/${decision.decision_id}` }, moment(decision.window[1])),
          headlineBadge(decision.headline),
          decision.rule,
          scopeText(decision.scope),
          `${words(decision.reason)}${decision.heartbeat ? ' (unchanged, daily)' : ''}`,
        ]),
      );

const ledgerTable = (ledger: readonly LedgerEntry[]): HTMLElement =>
  ledger.length === 0
    ? h('p', { class: 'quiet' }, 'Nothing was asked of the controller yet.')
    : table(
        'Ledger, newest first',
        ['Tick (UTC)', 'Action', 'Answer', 'Version', '#Share', 'By', 'Why'],
        ledger.map((entry) => [
          moment(entry.at),
          entry.action,
          entry.answer,
          entry.version,
          entry.share === null ? null : percent(entry.share),
          entry.automatic ? 'automatic' : entry.cause.actor,
          words(entry.reason),
        ]),
      );
