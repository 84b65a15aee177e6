/** What a family of detectors may spend: how many share the budget, how often each looks, false alarms a model-year. */
export interface AlarmBudget {
  readonly detectors: number;
  readonly windowsPerYear: number;
  readonly falseAlarmsPerYear: number;
}

/** ln A, A = detectors × windows a year / budget (judge §3.2, §3.3, §3.8): the budget holds for the family. */
export function alarmLevel(budget: AlarmBudget): number {
  return Math.log((budget.detectors * budget.windowsPerYear) / budget.falseAlarmsPerYear);
}

/** ln A/3: the most one batch or pane may add where the action is dear, so a single burst cannot decide. */
export function burstCap(level: number): number {
  return level / 3;
}
