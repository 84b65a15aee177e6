import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ConsoleService } from './adapters/console-service.js';

/** What people and programs may ask for; every command is answered on the ledger. */
@Controller('api')
export class CommandController {
  constructor(@Inject(ConsoleService) private readonly console: ConsoleService) {}

  @Post('models/:model/commands')
  @HttpCode(202)
  command(
    @Param('model') model: string,
    @Body() request: unknown,
    @Headers('authorization') authorization?: string,
  ) {
    return this.console.command(model, request, authorization);
  }

  @Post('contracts/validate')
  @HttpCode(200)
  validate(@Body() body: { yaml?: unknown } | undefined) {
    return { problems: this.console.validate(typeof body?.yaml === 'string' ? body.yaml : '') };
  }
}
