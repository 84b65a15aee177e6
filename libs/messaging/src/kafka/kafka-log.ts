import kafkajs from 'kafkajs';
import type { logCreator } from 'kafkajs';
import type { Logger } from '@checkride/platform/logger';

/** kafkajs calls errors what it then retries, so its words go two levels down; what matters is thrown. */
export function kafkaLog(logger: Logger | undefined): logCreator {
  const { logLevel } = kafkajs;
  return () =>
    ({ level, namespace, log }) => {
      if (logger === undefined) return;
      const { message, stack: _stack, timestamp: _timestamp, logger: _logger, ...fields } = log;
      const line = `kafka ${namespace}: ${message}`;
      if (level <= logLevel.ERROR) logger.debug(fields, line);
      else logger.trace(fields, line);
    };
}
