import { ALL_REGIONS } from '../report/cells.js';
import type { PolicyMaker } from './policy.js';
import { RoleCounts } from './role-counts.js';
import { say, verdictOf } from './words.js';

/** Success below this fails a measurement; so many failed ones abort (Argo Rollouts' documented example). */
const SUCCESS = 0.95;
const FAILURE_LIMIT = 3;
const LEAST_ROWS = 10;

/** An analysis of the candidate alone: success rate against a constant each window, aborted after three failures. */
export const argo: PolicyMaker = {
  name: 'argo',
  create() {
    const roles = new RoleCounts();
    let failures = 0;
    return (report) => {
      const release = roles.look(report);
      if (!release) {
        failures = 0;
        return verdictOf();
      }
      const served = report.serving.filter(
        ({ role, region }) => role === 'candidate' && region === ALL_REGIONS,
      );
      const n = served.reduce((sum, cell) => sum + cell.n, 0);
      const failed = served.reduce((sum, cell) => sum + cell.errors + cell.timeouts, 0);
      if (n >= LEAST_ROWS && 1 - failed / n < SUCCESS) failures += 1;
      if (failures <= FAILURE_LIMIT) return verdictOf();
      const target = release.target ?? undefined;
      const reason = `success rate below ${SUCCESS} in ${failures} windows`;
      return verdictOf({ traffic: [say('rollback', reason, target === undefined ? {} : { target })] });
    };
  },
};
