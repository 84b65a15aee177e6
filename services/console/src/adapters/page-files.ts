import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(HERE, '..', '..', 'web');
const SCRIPTS = join(HERE, '..', 'web');
const UPLOT = dirname(createRequire(import.meta.url).resolve('uplot/package.json'));

/** The document that every page starts from. */
export const DOCUMENT = join(SOURCES, 'index.html');

/** Every file a page may ask for, by its name: what is not listed here is not served. */
export const PAGE_FILES: ReadonlyMap<string, string> = new Map([
  ...named(SCRIPTS, '.js'),
  ...named(SOURCES, '.css'),
  ...named(SOURCES, '.svg'),
  ['uplot.js', join(UPLOT, 'dist', 'uPlot.esm.js')],
  ['uplot.css', join(UPLOT, 'dist', 'uPlot.min.css')],
]);

function named(folder: string, ending: string): [string, string][] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.filter((file) => file.endsWith(ending)).map((file) => [file, join(folder, file)]);
}
