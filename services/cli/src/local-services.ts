import { fileURLToPath } from 'node:url';
import { claimPort } from '@checkride/stack/ports';
import type { ServiceSpec } from '@checkride/stack/service';
import type { Environment } from '@checkride/platform/env';

/** Which process hosts which services: the default three, or one each. */
export type ProcessLayout = 'together' | 'separate';

/** The services of an installation on this machine, and where its two HTTP faces are. */
export interface LocalServices {
  readonly services: readonly ServiceSpec[];
  /** Creates topics and tables; runs to its end before any service starts. */
  readonly prepare: { readonly command: string; readonly args: readonly string[] };
  readonly urls: { readonly consoleUrl: string; readonly servingUrl: string };
}

const LAYOUTS: Readonly<Record<ProcessLayout, Readonly<Record<string, readonly string[]>>>> = {
  together: {
    services: ['ingest', 'monitor', 'judge', 'controller', 'console'],
    runner: ['runner'],
    serving: ['serving'],
  },
  separate: Object.fromEntries(
    ['ingest', 'monitor', 'judge', 'controller', 'runner', 'serving', 'console'].map((name) => [
      name,
      [name],
    ]),
  ),
};

/** Processes to supervise; ports 0 take any free one. CHK_PORT_TAKEN names the variable that chooses another. */
export async function localServices(of: {
  env: Environment;
  layout: ProcessLayout;
  consolePort?: number;
  servingPort?: number;
}): Promise<LocalServices> {
  const { env, layout } = of;
  const console = await claimPort(
    of.consolePort ?? Number(env['CONSOLE_PORT'] ?? 18_000),
    'the console',
    'CONSOLE_PORT',
  );
  const serving = await claimPort(
    of.servingPort ?? Number(env['SERVING_PORT'] ?? 18_080),
    'serving',
    'SERVING_PORT',
  );
  const urls = { consoleUrl: `http://127.0.0.1:${console}`, servingUrl: `http://127.0.0.1:${serving}` };
  const host = fileURLToPath(import.meta.resolve('@checkride/host/main'));
  const services = Object.entries(LAYOUTS[layout]).map(([name, hosted]): ServiceSpec => {
    const face = hosted.includes('console')
      ? urls.consoleUrl
      : hosted.includes('serving')
        ? urls.servingUrl
        : undefined;
    return {
      name,
      command: process.execPath,
      args: ['--enable-source-maps', host],
      env: { SERVICE: hosted.join(','), CONSOLE_PORT: String(console), SERVING_PORT: String(serving) },
      ...(face === undefined ? {} : { readiness: { http: `${face}/health` } }),
    };
  });
  const cli = fileURLToPath(new URL('./main.js', import.meta.url));
  return { services, prepare: { command: process.execPath, args: [cli, 'migrate'] }, urls };
}
