import type { FeatureSpec, FeatureType } from './contract.js';

/** Which array a feature is stored in: 32-bit numbers, 64-bit numbers or categories. */
export type SlotArray = 'num' | 'num64' | 'cat';

/** Where a feature lives in the row; slots count from 1 and are never reused. */
export interface Slot {
  readonly feature: string;
  readonly type: FeatureType;
  readonly array: SlotArray;
  readonly slot: number;
  readonly retired: boolean;
}

/** The array a feature type is stored in. */
const slotArray = (type: FeatureType): SlotArray =>
  type === 'category' ? 'cat' : type === 'double' ? 'num64' : 'num';

/** Slots after a contract change: same feature and type keep theirs, others are retired, new ones take the next number. */
export function assignSlots(previous: readonly Slot[], features: readonly FeatureSpec[]): Slot[] {
  const slots: Slot[] = previous.map((slot) => {
    const feature = features.find(({ name }) => name === slot.feature);
    return { ...slot, retired: slot.retired || !feature || feature.type !== slot.type };
  });
  for (const { name, type } of features) {
    if (slots.some((slot) => slot.feature === name && slot.type === type && !slot.retired)) continue;
    const array = slotArray(type);
    const last = Math.max(0, ...slots.filter((slot) => slot.array === array).map((slot) => slot.slot));
    slots.push({ feature: name, type, array, slot: last + 1, retired: false });
  }
  return slots;
}
