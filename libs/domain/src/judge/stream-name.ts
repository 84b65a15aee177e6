const HARM: Readonly<Record<string, string>> = {
  error: 'errors',
  timeout: 'timeouts',
  latency: 'slow answers',
  lost: 'lost answers',
  late: 'late answers',
  matured_loss: 'wrong answers',
  proxy_loss: 'wrong answers by the proxy label',
};

const CHECKS: Readonly<Record<string, string>> = {
  null: 'missing values',
  range: 'values out of range',
  unseen: 'values never seen before',
  type: 'unreadable forms',
};

/** An input check by its input and what it counts; undefined for other streams: `null.amount` → amount, missing values. */
export function inputCheck(
  stream: string,
): { readonly feature: string; readonly counts: string } | undefined {
  const dot = stream.indexOf('.');
  const counts = CHECKS[stream.slice(0, dot)];
  return counts === undefined ? undefined : { feature: stream.slice(dot + 1), counts };
}

/** What a stream of evidence counts as bad, in words: `matured_loss` → wrong answers, `kpi.sale` → units without sale. */
export function harmName(stream: string): string {
  const check = inputCheck(stream);
  if (check) return `${check.counts} of ${check.feature}`;
  if (stream.startsWith('kpi.')) return `units without ${stream.slice('kpi.'.length)}`;
  return HARM[stream] ?? stream.replaceAll('_', ' ');
}
