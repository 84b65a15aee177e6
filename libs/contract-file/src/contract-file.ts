import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { parseContract } from '@checkride/domain/contract/parse-contract';
import type { ModelContract } from '@checkride/domain/contract/contract';
import { CheckrideError } from '@checkride/domain/errors';

/** One thing wrong with a contract file; lines and columns count from 1. */
export interface ContractFileProblem {
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
}

/** A contract from YAML text, or all its problems with their places. */
export function readContract(
  yaml: string,
): { readonly contract: ModelContract } | { readonly problems: readonly ContractFileProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return { line, column: col, path: '', message: error.message.split('\n')[0] ?? error.message };
      }),
    };
  }
  const parsed = parseContract(document.toJS());
  if ('contract' in parsed) return parsed;
  return {
    problems: parsed.problems.map(({ path, message }) => {
      const { line, col } = lines.linePos(offsetOf(document, path));
      return { line, column: col, path: path.join('.'), message };
    }),
  };
}

/** Like `readContract`, but throws CHK_CONTRACT_INVALID whose message lists `file:line:column field: problem`. */
export function parseContractFile(yaml: string, file: string): ModelContract {
  const read = readContract(yaml);
  if ('contract' in read) return read.contract;
  const list = read.problems.map(
    ({ line, column, path, message }) => `${file}:${line}:${column} ${path ? `${path}: ` : ''}${message}`,
  );
  throw new CheckrideError('CHK_CONTRACT_INVALID', list.join('\n'), {
    remedy: 'Mend the lines named above and apply the contract again.',
    context: { file, problems: read.problems },
  });
}

/** Character offset of the deepest node on the path that exists: a missing key is reported at its parent. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (!pair) return offset;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else {
      const item =
        isNode(node) && 'items' in node ? (node as { items: unknown[] }).items[Number(key)] : undefined;
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}
