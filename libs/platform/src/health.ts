/** A dependency's state: `detail` says why when it is not well. */
export interface CheckResult {
  readonly ok: boolean;
  readonly detail?: string;
}

/** What a probe answers; `checks` are by name. */
export interface HealthReport {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

/** The health of one process: alive until it gives up, ready while every check is well. */
export interface Health {
  /** A check made at every question; throwing counts as not well. */
  check(name: string, probe: () => CheckResult | Promise<CheckResult>): void;
  /** Sets a state that somebody reports rather than one that is asked for. */
  report(name: string, result: CheckResult): void;
  /** Fails liveness: the process wants to be restarted. */
  fail(detail: string): void;
  live(): HealthReport;
  ready(): Promise<HealthReport>;
}

/** A process that is alive and, without checks, ready. */
export function createHealth(): Health {
  const probes = new Map<string, () => CheckResult | Promise<CheckResult>>();
  let failure: string | undefined;

  const ask = async (probe: () => CheckResult | Promise<CheckResult>): Promise<CheckResult> => {
    try {
      return await probe();
    } catch (error) {
      return { ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
  };
  const live = (): HealthReport =>
    failure === undefined
      ? { ok: true, checks: {} }
      : { ok: false, checks: { process: { ok: false, detail: failure } } };
  return {
    check: (name, probe) => void probes.set(name, probe),
    report: (name, result) => void probes.set(name, () => result),
    fail: (detail) => {
      failure = detail;
    },
    live,
    async ready() {
      const entries = await Promise.all(
        [...probes].map(async ([name, probe]) => [name, await ask(probe)] as const),
      );
      const own = live();
      return {
        ok: own.ok && entries.every(([, result]) => result.ok),
        checks: { ...Object.fromEntries(entries), ...own.checks },
      };
    },
  };
}
