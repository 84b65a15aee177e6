/**
 * Writes TypeScript for every file of schemas/avro: `node schemas/generate.mjs`, or `--check` to compare only.
 * Each generated file carries the schema and the type of its data.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SCHEMAS = join(import.meta.dirname, 'avro');
const GENERATED = join(import.meta.dirname, '../libs/messaging/src/generated');
const PRIMITIVES = {
  int: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  string: 'string',
  boolean: 'boolean',
  bytes: 'Buffer',
  null: 'null',
};

const pascal = (name) => name.replace(/(^|[-_])(\w)/g, (_, _dash, letter) => letter.toUpperCase());
const comment = (doc, indent) => (doc ? `${indent}/** ${doc} */\n` : '');

/** The TypeScript of an Avro type; records and enums met on the way are added to `declared`. */
function typeOf(schema, declared) {
  if (typeof schema === 'string') return PRIMITIVES[schema] ?? schema;
  if (Array.isArray(schema))
    return schema
      .map((branch) => typeOf(branch, declared))
      .reverse()
      .join(' | ');
  const inner = (type) => (/[| ]/.test(type) ? `(${type})` : type);
  switch (schema.type) {
    case 'array':
      return `readonly ${inner(typeOf(schema.items, declared))}[]`;
    case 'map':
      return `Readonly<Record<string, ${typeOf(schema.values, declared)}>>`;
    case 'enum':
      declared.push(
        `${comment(schema.doc, '')}export type ${schema.name} = ${schema.symbols.map((symbol) => `'${symbol}'`).join(' | ')};\n`,
      );
      return schema.name;
    case 'record':
      return declareRecord(schema, declared);
    default:
      return typeOf(schema.type, declared);
  }
}

function declareRecord(schema, declared) {
  const fields = schema.fields.map((field) => {
    const optional = 'default' in field ? '?' : '';
    return `${comment(field.doc, '  ')}  readonly ${field.name}${optional}: ${typeOf(field.type, declared)};\n`;
  });
  const text =
    fields.length === 0
      ? `export type ${schema.name} = object;\n`
      : `export interface ${schema.name} {\n${fields.join('')}}\n`;
  declared.push(comment(schema.doc, '') + text);
  return schema.name;
}

function generate(file) {
  const schema = JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8'));
  const subject = file.replace(/-v\d+\.avsc$/, '');
  const declared = [];
  typeOf(schema, declared);
  const constant = `${subject.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())}Schema`;
  return (
    `// Generated from schemas/avro/${file} by \`npm run schemas\`; do not edit.\n\n` +
    declared.join('\n') +
    `\n/** The Avro schema of ${pascal(schema.name)}, subject ${subject}. */\n` +
    `export const ${constant}: object = ${JSON.stringify(schema, null, 2)};\n`
  );
}

const wanted = new Map(
  readdirSync(SCHEMAS)
    .filter((file) => file.endsWith('.avsc'))
    .map((file) => [file.replace(/\.avsc$/, '.ts'), generate(file)]),
);
const read = (file) => {
  try {
    return readFileSync(join(GENERATED, file), 'utf8');
  } catch {
    return undefined;
  }
};
const orphans = readdirSync(GENERATED).filter((file) => !wanted.has(file));
const stale = [...wanted].filter(([file, text]) => read(file) !== text).map(([file]) => file);

if (process.argv.includes('--check')) {
  const wrong = [...stale, ...orphans];
  if (wrong.length > 0) {
    console.error(
      `libs/messaging/src/generated is not current: ${wrong.join(', ')}. Run \`npm run schemas\`.`,
    );
    process.exit(1);
  }
} else {
  for (const file of stale) writeFileSync(join(GENERATED, file), wanted.get(file));
  for (const file of orphans) rmSync(join(GENERATED, file));
  console.log(`${stale.length} written, ${orphans.length} removed, ${wanted.size - stale.length} current`);
}
