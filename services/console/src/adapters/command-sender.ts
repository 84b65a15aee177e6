import type { Command } from '@checkride/domain/commands';
import { connectKafka, type KafkaConfig } from '@checkride/messaging/kafka/connection';
import { createSender } from '@checkride/messaging/kafka/sender';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { encodeWire } from '@checkride/messaging/wire';
import type { Logger } from '@checkride/platform/logger';

/** Puts commands on the log; the controller answers them on the ledger. */
export interface CommandSender {
  send(command: Command): Promise<void>;
  close(): Promise<void>;
}

/** Opens a sender of commands.v1. */
export async function openCommandSender(kafka: KafkaConfig, logger: Logger): Promise<CommandSender> {
  const connection = await connectKafka(kafka, { logger });
  const sender = createSender(connection);
  return {
    send: (command) =>
      sender.send([
        {
          topic: TOPICS.commands,
          partition: controlPartition(command.model),
          key: command.model,
          value: encodeWire('command', command),
        },
      ]),
    async close() {
      await sender.close();
      await connection.close();
    },
  };
}
