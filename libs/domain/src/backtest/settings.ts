import type { ModelContract } from '../contract/contract.js';
import { parseDuration } from '../contract/duration.js';
import { CheckrideError } from '../errors.js';

type Signals = ModelContract['signals'];
type Change = (contract: ModelContract, value: number) => ModelContract;

interface Setting {
  readonly change: Change;
  /** How the value is written. */
  readonly as: 'number' | 'share' | 'duration';
  readonly least: number;
  readonly most: number;
}

const rollback =
  (member: keyof Signals['rollback']): Change =>
  (contract, value) => ({
    ...contract,
    signals: { ...contract.signals, rollback: { ...contract.signals.rollback, [member]: value } },
  });
const retrain =
  (member: 'false_per_year' | 'cooldown_ms'): Change =>
  (contract, value) => ({
    ...contract,
    signals: { ...contract.signals, retrain: { ...contract.signals.retrain, [member]: value } },
  });
const monitor =
  (
    change: (of: ModelContract['gates']['monitor'], value: number) => ModelContract['gates']['monitor'],
  ): Change =>
  (contract, value) => ({
    ...contract,
    gates: { ...contract.gates, monitor: change(contract.gates.monitor, value) },
  });
const bake: Change = (contract, value) => ({
  ...contract,
  gates: { ...contract.gates, deploy: { ...contract.gates.deploy, bake_ms: value } },
});

const SETTINGS: Readonly<Record<string, Setting>> = {
  margin: { change: rollback('margin'), as: 'number', least: 1, most: 100 },
  alpha: { change: rollback('alpha'), as: 'number', least: 1e-9, most: 0.5 },
  false_per_year: { change: retrain('false_per_year'), as: 'number', least: 1e-6, most: 1e6 },
  cooldown: { change: retrain('cooldown_ms'), as: 'duration', least: 0, most: Number.MAX_SAFE_INTEGER },
  tolerance: {
    change: monitor((of, risk_tolerance) => ({ ...of, risk_tolerance })),
    as: 'share',
    least: 0,
    most: 10,
  },
  error_rate: {
    change: monitor((of, error_rate) => ({ ...of, slo: { ...of.slo, error_rate } })),
    as: 'share',
    least: 0,
    most: 1,
  },
  bake: { change: bake, as: 'duration', least: 0, most: Number.MAX_SAFE_INTEGER },
};

/**
 * What `margin=1.05` makes of a contract. Only members that stored counts do not depend on can be changed afterwards;
 * CHK_COMMAND_REFUSED names them for any other, and the bounds for a value outside.
 */
export function settingOf(text: string): (contract: ModelContract) => ModelContract {
  const [name = '', written = ''] = text.split('=', 2);
  const setting = SETTINGS[name];
  if (!setting)
    throw new CheckrideError('CHK_COMMAND_REFUSED', `${name} cannot be changed afterwards`, {
      remedy: `Stored evidence was counted under the contract. These can be set: ${Object.keys(SETTINGS).join(', ')}.`,
    });
  const value = valueOf(written, setting.as);
  if (value === undefined || !(value >= setting.least && value <= setting.most))
    throw new CheckrideError('CHK_COMMAND_REFUSED', `"${written}" is no ${setting.as} for ${name}`, {
      remedy:
        setting.as === 'duration'
          ? 'Write e.g. 10m, 24h or 7d.'
          : `A number from ${setting.least} to ${setting.most}.`,
    });
  return (contract) => setting.change(contract, value);
}

function valueOf(written: string, as: Setting['as']): number | undefined {
  if (as === 'duration') return parseDuration(written);
  if (as === 'share' && written.endsWith('%')) return Number(written.slice(0, -1)) / 100;
  return written === '' ? undefined : Number(written);
}
