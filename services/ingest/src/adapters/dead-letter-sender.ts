import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import type { Sender } from '@checkride/messaging/kafka/sender';
import { TOPICS, controlPartition } from '@checkride/messaging/topics';
import { encodeWire } from '@checkride/messaging/wire';

/** Writes dead letters; the key is where the message stood, so that a letter written twice is one. */
export const createDeadLetterSender =
  (sender: Sender) =>
  (letters: readonly DeadLetter[]): Promise<void> =>
    sender.send(
      letters.map((letter) => {
        const key = `${letter.topic}/${letter.partition}/${letter.offset}`;
        return {
          topic: TOPICS.deadLetters,
          partition: controlPartition(letter.model ?? key),
          key,
          value: encodeWire('dead-letter', letter),
          headers: { reason: letter.reason },
        };
      }),
    );
