import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A file of the `vega-datasets` package (3.2.1, BSD-3-Clause), which exports code only: found beside its entry. */
export function dataFile(name: string): string {
  const entry = createRequire(import.meta.url).resolve('vega-datasets');
  return join(dirname(dirname(entry)), 'data', name);
}
