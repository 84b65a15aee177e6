import type { Effect } from '@checkride/domain/lifecycle/effect';
import { CONTROLLER_STATE_VERSION, type ControllerState } from '@checkride/domain/lifecycle/state';
import type { FoldDefinition } from '@checkride/messaging/fold';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire, encodeWire } from '@checkride/messaging/wire';
import type { Logger } from '@checkride/platform/logger';
import type { ControllerConfig } from '../config.js';
import { createControllerPipeline } from '../pipeline.js';
import { createFoldModelStep } from '../steps/fold-model.js';
import { createReadInputStep } from '../steps/read-input.js';
import { createWriteEffectsStep } from '../steps/write-effects.js';
import { contractCompiler } from './contract-compiler.js';
import { decodeState, encodeState } from './state-codec.js';

const CODE_VERSION = '0.1.0';

/** The controller as a fold: decisions, commands and job events in; ledger, contracts, routes, orders and messages out. */
export function controllerFold(logger: Logger, config: ControllerConfig): FoldDefinition<ControllerState> {
  const fold = createControllerPipeline({
    readInput: createReadInputStep({
      decode: decodeWire,
      partitionOf: controlPartition,
      topics: TOPICS,
      onDrop: ({ topic, partition, offset }, reason) =>
        logger.warn({ topic, partition, offset, reason }, 'a record was left out'),
    }),
    foldModel: createFoldModelStep(contractCompiler),
    writeEffects: createWriteEffectsStep({
      encode: encodeWire,
      partitionOf: controlPartition,
      topics: TOPICS,
    }),
    onEffects: (effects) => effects.forEach((effect) => logEntry(logger, effect)),
  });
  return {
    name: 'controller',
    inputs: [TOPICS.decisions, TOPICS.commands, TOPICS.jobEvents],
    stateTopic: TOPICS.controllerState,
    outputs: [TOPICS.lifecycle, TOPICS.models, TOPICS.routes, TOPICS.jobs, TOPICS.notifications],
    stateVersion: CONTROLLER_STATE_VERSION,
    codeVersion: CODE_VERSION,
    ...(config.sessionTimeoutMs === undefined ? {} : { sessionTimeoutMs: config.sessionTimeoutMs }),
    fold,
    encodeState,
    decodeState,
    onStopped(partition, error) {
      logger.fatal({ err: error, partition }, 'the controller stands still on a partition');
    },
  };
}

/** Entries are logged as they are folded; after a crash one may be logged twice, the ledger itself has it once. */
function logEntry(logger: Logger, effect: Effect): void {
  if (effect.kind !== 'entry') return;
  const { model, seq, action, answer, reason, version, release_epoch } = effect.entry;
  logger.info({ model, seq, version, release_epoch }, `${action} ${answer}: ${reason}`);
}
