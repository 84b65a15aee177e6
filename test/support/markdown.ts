import { readFileSync } from 'node:fs';

/** A fenced block: its language, the file it is shown as (`yaml churn.yml`), its text and where it stands. */
export interface Block {
  readonly language: string;
  readonly file: string | undefined;
  readonly text: string;
  readonly at: string;
}

/** The fenced blocks of a Markdown file, in order. */
export function blocksOf(path: string): Block[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```/gm)].map((match) => ({
    language: match[1] ?? '',
    file: match[2],
    text: match[3] ?? '',
    at: `${path}:${text.slice(0, match.index).split('\n').length}`,
  }));
}

/** Commands named inside sentences: inline code that begins like one. */
export function inlineCommands(path: string): string[] {
  const prose = readFileSync(path, 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
  const code = [...prose.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
  return code.filter((text) => /^([A-Z_]+=\S+ )*(npm|npx|node) /.test(text));
}

/** The links of a Markdown file that lead to files beside it. */
export function localLinks(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^https?:/.test(link));
}
