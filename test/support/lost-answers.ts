import { Socket } from 'node:net';

/** Kafka's numbers of the requests whose answers tests lose. */
export const REQUEST = { produce: 0, endTransaction: 26 } as const;

const CUT_AFTER_MS = 250;

/** Lets requests out and loses their answers. */
export interface AnswerThief {
  /** The next `times` requests of this kind reach the broker; their connections break before the answer does. */
  lose(request: number, times?: number): void;
  /** How many were lost so far. */
  readonly lost: number;
  restore(): void;
}

/** Stands between this process and every broker. */
export function stealAnswers(): AnswerThief {
  const write = Object.getOwnPropertyDescriptor(Socket.prototype, 'write');
  const original = Reflect.get(Socket.prototype, 'write') as (...parameters: unknown[]) => boolean;
  let armed: { readonly request: number; left: number } | undefined;
  let lost = 0;
  Socket.prototype.write = function (this: Socket, ...parameters: unknown[]): boolean {
    const answered = Reflect.apply(original, this, parameters);
    const [bytes] = parameters;
    if (
      armed !== undefined &&
      armed.left > 0 &&
      Buffer.isBuffer(bytes) &&
      bytes.length > 6 &&
      bytes.readInt16BE(4) === armed.request
    ) {
      armed.left -= 1;
      lost += 1;
      this.pause();
      // Long enough for the broker to do what it was asked.
      setTimeout(() => this.destroy(Object.assign(new Error('cut'), { code: 'ECONNRESET' })), CUT_AFTER_MS);
    }
    return answered;
  };
  return {
    lose(request, times = 1) {
      armed = { request, left: times };
    },
    get lost() {
      return lost;
    },
    restore() {
      if (write === undefined) delete (Socket.prototype as { write?: unknown }).write;
      else Object.defineProperty(Socket.prototype, 'write', write);
    },
  };
}
