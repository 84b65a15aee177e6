import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const LEFT_OUT = new Set(['node_modules', '.git', '.checkride']);

/** Copies a code folder for one job and links the installed packages it would have found at home. */
export async function workingCopy(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await cp(source, target, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(path.split('/').at(-1) ?? ''),
  });
  const packages = await nearestPackages(source);
  if (packages) await symlink(packages, join(target, 'node_modules'));
}

/** SHA-256 over names and contents of a code folder: the same code gives the same digest wherever it lies. */
export async function codeDigest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await filesOf(folder))
    hash
      .update(relative(folder, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  return hash.digest('hex');
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true }))
    .filter(({ name }) => !LEFT_OUT.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesOf(path)));
    else if (entry.isFile()) files.push(path);
  }
  return files;
}

async function nearestPackages(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules');
    if (
      await stat(candidate).then(
        (found) => found.isDirectory(),
        () => false,
      )
    )
      return candidate;
    if (dirname(at) === at) return undefined;
  }
}
