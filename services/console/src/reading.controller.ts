import { Controller, Get, Inject, Param, Query, Sse, type MessageEvent } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { ConsoleService } from './adapters/console-service.js';
import { openApi } from './openapi.js';
import { limitOf, momentOf } from './query-text.js';

/** Everything that may be read, for pages and programs. */
@Controller()
export class ReadingController {
  constructor(@Inject(ConsoleService) private readonly console: ConsoleService) {}

  @Get('health')
  health() {
    return { status: 'ok' };
  }

  @Get('api/openapi.json')
  description() {
    return openApi();
  }

  @Get('api/models')
  fleet() {
    return this.console.fleet();
  }

  @Get('api/models/:model')
  detail(@Param('model') model: string) {
    return this.console.detail(model);
  }

  @Get('api/models/:model/timeline')
  timeline(@Param('model') model: string, @Query('from') from?: string, @Query('until') until?: string) {
    return this.console.timeline(model, { from: momentOf('from', from), until: momentOf('until', until) });
  }

  @Get('api/models/:model/decisions')
  decisions(@Param('model') model: string, @Query('limit') limit?: string) {
    return this.console.decisions(model, limitOf(limit));
  }

  @Get('api/models/:model/ledger')
  ledger(@Param('model') model: string, @Query('limit') limit?: string, @Query('cause') cause?: string) {
    return this.console.ledger(model, limitOf(limit), cause);
  }

  @Get('api/models/:model/schema')
  schema(@Param('model') model: string) {
    return this.console.schemaOf(model);
  }

  @Get('api/decisions/:id')
  decision(@Param('id') id: string) {
    return this.console.decision(id);
  }

  @Get('api/models/:model/incidents')
  incidents(@Param('model') model: string) {
    return this.console.incidents(model);
  }

  @Get('api/incidents')
  incidentsOfAll() {
    return this.console.incidentsOfAll();
  }

  @Get('api/models/:model/changes')
  announced(@Param('model') model: string, @Query('limit') limit?: string) {
    return this.console.announced(model, limitOf(limit));
  }

  @Get('api/models/:model/trust')
  trust(@Param('model') model: string) {
    return this.console.trust(model);
  }

  @Get('api/trust')
  trustOfAll() {
    return this.console.trustOfAll();
  }

  @Get('api/dead-letters')
  deadLetters(@Query('model') model?: string, @Query('limit') limit?: string) {
    return this.console.deadLetters(model ?? '', limitOf(limit));
  }

  /** Server-sent events: one whenever a model was judged again. */
  @Sse('api/events')
  events(): Observable<MessageEvent> {
    return this.console.changes.pipe(map((data) => ({ data })));
  }

  /** As a Confluent-compatible registry answers. */
  @Get('schemas/ids/:id')
  async schemaById(@Param('id') id: string) {
    const { schema } = await this.console.schemaWhere(({ confluent_id }) => confluent_id === Number(id));
    return { schema };
  }

  @Get('subjects/:subject/versions/latest')
  async latest(@Param('subject') subject: string) {
    const { confluent_id, schema, version } = await this.console.schemaWhere(
      (candidate) => candidate.subject === subject,
    );
    return { subject, id: confluent_id, version, schema };
  }
}
