import { Body, Controller, Get, HttpCode, HttpException, Inject, Param, Post } from '@nestjs/common';
import { CheckrideError } from '@checkride/domain/errors';
import { ServingService } from './adapters/serving-service.js';
import type { ScoreResponse } from './pipeline.js';

/** HTTP edge of serving: scores for callers, the clock for producers of history. */
@Controller()
export class ScoreController {
  constructor(@Inject(ServingService) private readonly serving: ServingService) {}

  @Get('health')
  health(): { status: string; lost: number } {
    return { status: 'ok', lost: this.serving.lost };
  }

  @Post('v1/models/:model/score')
  @HttpCode(200)
  score(@Param('model') model: string, @Body() body: unknown): Promise<ScoreResponse> {
    return answered(() => this.serving.score(model, body));
  }

  /** Replay clock: all that was scored is on the log, then simulated arrival time moves on to `at` (ms). */
  @Post('clock')
  @HttpCode(200)
  clock(@Body() body: unknown): Promise<{ at: number }> {
    return answered(() => this.serving.setClock(body));
  }
}

const STATUS: Readonly<Record<string, number>> = {
  CHK_NOT_FOUND: 404,
  CHK_COMMAND_REFUSED: 400,
  CHK_KAFKA_UNAVAILABLE: 503,
};

async function answered<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof CheckrideError)) throw error;
    throw new HttpException(
      { code: error.code, message: error.message, remedy: error.remedy },
      STATUS[error.code] ?? 500,
    );
  }
}
