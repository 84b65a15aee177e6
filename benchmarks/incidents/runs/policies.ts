export { POLICIES } from '@checkride/domain/policies/policies';

/** The judge's own name among policies. */
export const OURS = 'checkride';
