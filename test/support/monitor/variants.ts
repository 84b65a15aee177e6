import { contractOf, reference, type Variant } from './scenario.js';

const CLASSES = ['cat', 'dog', 'owl'];
const edited = (from: string, to: string) => (model: string) => contractOf(model).replace(from, to);

/** Labels of positives only: silence is a negative at the horizon. */
export const POSITIVE_ONLY: Variant = {
  contract: edited('kind: complete', 'kind: positive_only'),
  reference,
  row: (row) => row,
  truth: (truth) => (truth.value === 1 ? [truth] : []),
};
/** Three classes; the answer and the truth follow from digits of the row's id, certainty is the row's score. */
export const MULTICLASS: Variant = {
  contract: edited('task: binary', 'task: multiclass'),
  reference,
  row: (row) => ({
    ...row,
    score: null,
    answer: { class: CLASSES[row.id.charCodeAt(0) % 3] ?? '', scores: [0.1, row.score ?? 0.5, 0.2] },
  }),
  truth: (truth) => [{ ...truth, value: Number.NaN, class: CLASSES[truth.id.charCodeAt(1) % 3] ?? '' }],
};
/** Values in [0, 1] whose truth is drawn anew; wrong from an absolute error of .6 on, the reference's 90 % quantile. */
export const REGRESSION: Variant = {
  contract: edited('task: binary', 'task: regression'),
  reference: { ...reference, metrics: { absolute_error_q90: 0.6 } },
  row: (row) => row,
  truth: (truth) => [{ ...truth, value: (truth.id.charCodeAt(0) % 16) / 16 }],
};
/** An outcome says early what the label will say. */
export const PROXY: Variant = {
  contract: (model) =>
    edited(
      'batch: 1h,',
      'batch: 1h, proxy: early,',
    )(model).replace(`labels: ${model}.l`, `labels: ${model}.l, outcomes: ${model}.o`),
  reference,
  row: (row) => row,
  truth: (truth) => [truth],
  proxy: 'early',
};
