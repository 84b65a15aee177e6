import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Slot } from '@checkride/domain/contract/slots';
import { CHANGE_COLUMNS, CHANGE_LAYOUT, writeChange } from './change-row.js';
import type { Delivery } from './delivery.js';
import { EXPOSURE_COLUMNS, EXPOSURE_LAYOUT, writeExposure } from './exposure-row.js';
import type { Fault } from './fault.js';
import type { Found, Layout } from './found.js';
import { LABEL_COLUMNS, LABEL_LAYOUT, writeLabel } from './label-row.js';
import { OUTCOME_COLUMNS, OUTCOME_LAYOUT, writeOutcome } from './outcome-row.js';
import { predictionLayout } from './prediction-layout.js';
import { PREDICTION_COLUMNS, writePrediction } from './prediction-row.js';
import type { RowBlock } from './row-block.js';

/** Kinds of events a data topic carries. */
export type EventKind = 'prediction' | 'label' | 'outcome' | 'exposure' | 'change';

/** A column's name and its plain type: as the table's, without LowCardinality. */
export type Column = readonly [name: string, type: string];

/** Where the rows of a kind of events go and what they consist of, in the order of their bytes. */
export const EVENT_TABLES: Readonly<
  Record<EventKind, { readonly table: string; readonly columns: readonly Column[] }>
> = {
  prediction: { table: 'predictions', columns: PREDICTION_COLUMNS },
  label: { table: 'labels', columns: LABEL_COLUMNS },
  outcome: { table: 'outcomes', columns: OUTCOME_COLUMNS },
  exposure: { table: 'exposures', columns: EXPOSURE_COLUMNS },
  change: { table: 'changes', columns: CHANGE_COLUMNS },
};

/** A layout together with what turns it into a row. */
export interface RowForm {
  readonly kind: EventKind;
  readonly layout: Layout;
  write(block: RowBlock, found: Found, terms: ModelRecord, delivery: Delivery): Fault | undefined;
}

/** The form of rows of a kind; predictions depend on the slots and segments of their model. */
export function rowForm(kind: EventKind, slots: readonly Slot[], segments: readonly string[]): RowForm {
  switch (kind) {
    case 'prediction': {
      const layout = predictionLayout(slots, segments);
      return {
        kind,
        layout,
        write: (block, found, terms, delivery) => writePrediction(block, found, layout, terms, delivery),
      };
    }
    case 'label':
      return { kind, layout: LABEL_LAYOUT, write: writeLabel };
    case 'outcome':
      return { kind, layout: OUTCOME_LAYOUT, write: writeOutcome };
    case 'exposure':
      return { kind, layout: EXPOSURE_LAYOUT, write: writeExposure };
    case 'change':
      return { kind, layout: CHANGE_LAYOUT, write: writeChange };
  }
}

/** Index of the model's name among the texts of a layout. */
export const modelPlace = ({ root }: Layout): number => {
  const target = root.members['model'];
  return target?.kind === 'text' ? target.at : -1;
};
