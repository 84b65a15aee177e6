/** Runs something that ends cleanly when its signal aborts; Ctrl-C and SIGTERM abort it, and the process then exits with 130. */
export async function interruptible<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const asked = new AbortController();
  const abort = (): void => asked.abort(new Error('interrupted'));
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  try {
    return await run(asked.signal);
  } catch (error) {
    if (!asked.signal.aborted) throw error;
    process.stderr.write('Interrupted; everything that was started is stopped.\n');
    return process.exit(130);
  } finally {
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
}
