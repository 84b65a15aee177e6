import type { Command } from '../../commands.js';
import type { ContractCompiler } from '../contract-compiler.js';
import type { LedgerAction } from '../ledger.js';
import { answer, type Turn } from '../turn.js';
import { apply } from './apply.js';
import { approve } from './approve.js';
import { lift } from './lift.js';
import { override } from './override.js';
import { pause } from './pause.js';
import { promote } from './promote.js';
import { reject } from './reject.js';
import { retrain } from './retrain.js';
import { rollback } from './rollback.js';

/** Answers a command; one for a model without a contract is refused, unless it brings the contract. */
export function onCommand(turn: Turn, command: Command, compiler: ContractCompiler): void {
  const { body } = command;
  if (body.kind !== 'apply' && turn.state.record === null) {
    answer(turn, ACTION[body.kind], 'refused', 'unknown_model: apply its contract first');
    return;
  }
  switch (body.kind) {
    case 'apply':
      return apply(turn, body, compiler);
    case 'approve':
      return approve(turn, body);
    case 'reject':
      return reject(turn, body);
    case 'promote':
      return promote(turn, body.version);
    case 'pause':
      return pause(turn, body.reason);
    case 'rollback':
      return rollback(turn, body);
    case 'retrain':
      return retrain(turn, body);
    case 'override':
      return override(turn, body);
    case 'lift':
      return lift(turn, body);
  }
}

const ACTION = {
  apply: 'contract',
  approve: 'approve',
  reject: 'reject',
  promote: 'step',
  pause: 'hold',
  rollback: 'rollback',
  retrain: 'retrain',
  override: 'override',
  lift: 'lift',
} as const satisfies Record<Command['body']['kind'], LedgerAction>;
