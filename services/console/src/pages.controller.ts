import { createReadStream, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import type { Response } from 'express';

const WEB = join(dirname(fileURLToPath(import.meta.url)), '..', 'web');
const SCRIPTS = join(dirname(fileURLToPath(import.meta.url)), 'web');
const UPLOT = dirname(createRequire(import.meta.url).resolve('uplot/package.json'));
const FILES: Readonly<Record<string, string>> = {
  'uplot.js': join(UPLOT, 'dist', 'uPlot.esm.js'),
  'uplot.css': join(UPLOT, 'dist', 'uPlot.min.css'),
};
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The pages: one document that draws fleet, model and decision by its path, and the files it needs. */
@Controller()
export class PagesController {
  @Get(['/', 'models/:model', 'decisions/:id'])
  page(@Res() response: Response): void {
    send(response, join(WEB, 'index.html'));
  }

  @Get('web/:file')
  file(@Param('file') file: string, @Res() response: Response): void {
    if (!/^[a-z][a-z0-9-]*\.(js|css|svg)$/.test(file)) throw new NotFoundException();
    send(response, FILES[file] ?? [join(SCRIPTS, file), join(WEB, file)].find(existsSync) ?? '');
  }
}

function send(response: Response, path: string): void {
  if (!existsSync(path)) throw new NotFoundException();
  response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
  response.setHeader('cache-control', 'no-cache');
  createReadStream(path).pipe(response);
}
