import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Batch } from '@checkride/messaging/kafka/batch-source';
import { BatchContext } from '@checkride/messaging/nest/batch-transport';
import { TOPICS } from '@checkride/messaging/topics';
import { RunnerService } from './adapters/runner-service.js';

/** Orders as they come from the log, a batch at a time. */
@Controller()
export class OrdersController {
  constructor(@Inject(RunnerService) private readonly runner: RunnerService) {}

  @EventPattern<string>(TOPICS.jobs)
  orders(@Payload() batch: Batch, @Ctx() context: BatchContext): Promise<void> {
    return this.runner.carryOut(batch, context.source);
  }
}
