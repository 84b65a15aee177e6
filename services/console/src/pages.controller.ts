import { Controller, Get, Inject, NotFoundException, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CheckrideError } from '@checkride/domain/errors';
import { ConsoleService } from './adapters/console-service.js';
import { DOCUMENT, PAGE_FILES } from './adapters/page-files.js';

/** The pages: one document that draws fleet, model and decision by its path, and the files it needs. */
@Controller()
export class PagesController {
  constructor(@Inject(ConsoleService) private readonly console: ConsoleService) {}

  @Get('/')
  fleet(@Res() response: Response): void {
    sendPage(response, 200);
  }

  @Get('models/:model')
  async model(@Param('model') model: string, @Res() response: Response): Promise<void> {
    sendPage(response, await statusOf(this.console.mustKnow(model)));
  }

  @Get('decisions/:id')
  async decision(@Param('id') id: string, @Res() response: Response): Promise<void> {
    sendPage(response, await statusOf(this.console.decision(id)));
  }

  @Get('web/:file')
  file(@Param('file') file: string, @Res() response: Response): void {
    const path = PAGE_FILES.get(file);
    if (path === undefined) throw new NotFoundException();
    response.sendFile(path, {
      cacheControl: false,
      dotfiles: 'allow',
      headers: { 'cache-control': 'no-cache' },
    });
  }
}

/** The document with a status; the page itself says what the status means. */
export function sendPage(response: Response, status: number): void {
  response.status(status).sendFile(DOCUMENT, {
    cacheControl: false,
    dotfiles: 'allow',
    etag: status === 200,
    lastModified: status === 200,
    headers: { 'cache-control': 'no-cache' },
  });
}

/** 404 for what does not exist, 503 while the store is away: a browser's history and monitors should see it too. */
async function statusOf(looked: Promise<unknown>): Promise<number> {
  try {
    await looked;
    return 200;
  } catch (error) {
    if (!(error instanceof CheckrideError)) throw error;
    return error.code === 'CHK_NOT_FOUND' ? 404 : error.retriable ? 503 : 500;
  }
}
