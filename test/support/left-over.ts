import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process that belongs to a home, and the TCP ports it listens on. */
export interface Belonging {
  readonly pid: number;
  readonly command: string;
  readonly ports: readonly number[];
}

/**
 * Every process of a home, however deep and whoever adopted it: by its arguments, its working directory or the
 * environment it was started with. Linux only.
 */
export function processesOf(home: string): Belonging[] {
  const listening = listeningSockets();
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid): Belonging[] => {
      const command = read(`/proc/${pid}/cmdline`);
      const known = [command, read(`/proc/${pid}/environ`), link(`/proc/${pid}/cwd`)];
      if (command === '' || !known.some((text) => text.includes(home))) return [];
      return [
        { pid: Number(pid), command: command.replaceAll('\0', ' ').trim(), ports: portsOf(pid, listening) },
      ];
    });
}

/** Waits at most `patienceMs` until nothing belongs to the home any more; answers what still does. */
export async function leftOver(home: string, patienceMs: number): Promise<Belonging[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const left = processesOf(home);
    if (left.length === 0 || performance.now() > deadline) return left;
    await wait(50);
  }
}

// Port by socket inode, from the kernel's table of TCP sockets in state LISTEN (0A).
function listeningSockets(): Map<string, number> {
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => read(table).split('\n').slice(1));
  return new Map(
    rows
      .map((row) => row.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A')
      .map((fields) => [fields[9] ?? '', Number.parseInt(fields[1]?.split(':')[1] ?? '', 16)]),
  );
}

function portsOf(pid: string, listening: ReadonlyMap<string, number>): number[] {
  try {
    return readdirSync(`/proc/${pid}/fd`)
      .map((fd) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1] ?? '')
      .flatMap((inode) => listening.get(inode) ?? []);
  } catch {
    return [];
  }
}

const read = (path: string): string => quietly(() => readFileSync(path, 'utf8'));
const link = (path: string): string => quietly(() => readlinkSync(path));

// A process may end while it is looked at.
function quietly(look: () => string): string {
  try {
    return look();
  } catch {
    return '';
  }
}
