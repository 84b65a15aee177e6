/**
 * The contract of an episode as the harness runs it: everything its author wrote, with automation on (a dry run would
 * score nothing) and a pipeline, since training is virtual.
 */
export function underAutomation(written: unknown): Record<string, unknown> & { readonly model: string } {
  if (typeof written !== 'object' || written === null || !('model' in written))
    throw new TypeError('an episode needs a contract with a model');
  return { pipeline: 'episode', ...written, model: String(written.model), automation: 'auto' };
}
