import { alwaysHold } from '@checkride/domain/policies/always-hold';
import { changedWithinDay } from '@checkride/domain/policies/changed-within-day';
import type { PolicyMaker } from '@checkride/domain/policies/policy';

/** The judge's own name among policies. */
export const OURS = 'checkride';

/** What it is held against. */
export const POLICIES: readonly PolicyMaker[] = [alwaysHold, changedWithinDay];
