import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { refuseEmptyItems, refuseUnreadable } from './compatibility.js';

interface Schema {
  readonly name: string;
  readonly doc?: string;
  readonly fields: readonly { readonly name: string; readonly type: unknown; readonly doc?: string }[];
}

const folder = join(import.meta.dirname, '../../../../schemas/avro');
const files = readdirSync(folder).filter((file) => file.endsWith('.avsc'));
const schemaOf = (file: string): Schema => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Schema;
const incompatible = expect.objectContaining({ code: 'CHK_SCHEMA_INCOMPATIBLE' });

/** Versions of each subject, oldest first. */
const subjects = new Map<string, string[]>();
for (const file of files) {
  const subject = file.replace(/-v\d+\.avsc$/, '');
  subjects.set(
    subject,
    [...(subjects.get(subject) ?? []), file].sort((a, b) => versionOf(a) - versionOf(b)),
  );
}
function versionOf(file: string): number {
  return Number(/-v(\d+)\.avsc$/.exec(file)?.[1]);
}

describe('the schemas', () => {
  it.each([...subjects])(
    'of %s have versions without gaps, each reading the one before',
    (subject, versions) => {
      expect(versions.map(versionOf)).toEqual(versions.map((_, index) => index + 1));
      for (let at = 1; at < versions.length; at++)
        refuseUnreadable(schemaOf(versions[at]!), schemaOf(versions[at - 1]!), subject);
    },
  );

  it.each(files)('%s say what each field means', (file) => {
    const undocumented: string[] = [];
    const visit = (type: unknown, path: string): void => {
      if (Array.isArray(type)) return type.forEach((branch) => visit(branch, path));
      if (typeof type !== 'object' || type === null) return;
      const { fields, items, values } = type as Partial<Schema> & { items?: unknown; values?: unknown };
      visit(items, `${path}[]`);
      visit(values, `${path}{}`);
      for (const field of fields ?? []) {
        if (!field.doc) undocumented.push(`${path}.${field.name}`);
        visit(field.type, `${path}.${field.name}`);
      }
    };
    const schema = schemaOf(file);
    visit(schema, schema.name);
    expect(schema.doc).toBeTruthy();
    expect(undocumented).toEqual([]);
    refuseEmptyItems(schema);
  });
});

describe('a changed copy', () => {
  const label = schemaOf('label-v1.avsc');
  const changed = (fields: readonly object[]): Schema => ({ ...label, fields: fields as Schema['fields'] });

  it('is taken when a field with a default comes or a field goes', () => {
    const added = changed([...label.fields, { name: 'weight', type: 'double', default: 1, doc: 'w' }]);
    expect(() => refuseUnreadable(added, label, 'label')).not.toThrow();
    expect(() => refuseUnreadable(changed(label.fields.slice(1)), label, 'label')).not.toThrow();
  });

  it.each([
    ['a field without a default', [...label.fields, { name: 'weight', type: 'double' }]],
    ['another type', label.fields.map((f) => (f.name === 'observed_at' ? { ...f, type: 'string' } : f))],
    ['another name', label.fields.map((f) => (f.name === 'model' ? { ...f, name: 'model_name' } : f))],
  ])('is refused with %s', (_what, fields) => {
    expect(() => refuseUnreadable(changed(fields), label, 'label')).toThrow(incompatible);
  });
});

describe('a schema of others', () => {
  const holding = (items: unknown): object => ({
    type: 'record',
    name: 'Outer',
    fields: [{ name: 'list', type: ['null', { type: 'array', items }] }],
  });
  const record = (name: string, ...types: unknown[]): object => ({
    type: 'record',
    name,
    fields: types.map((type, index) => ({ name: `f${index}`, type })),
  });

  it.each([
    ['null', 'null'],
    ['a record without fields', record('Empty')],
    ['a record of such', record('Outer2', 'null', record('Empty'))],
    ['a typed null', { type: 'null' }],
  ])('is refused when array items are %s', (_what, items) => {
    expect(() => refuseEmptyItems(holding(items))).toThrow(
      expect.objectContaining({ message: 'list: array items of no width' }),
    );
  });

  it.each([
    ['string'],
    [['null', 'int']],
    [record('Full', 'null', 'int')],
    [{ type: 'array', items: 'int' }],
  ])('is taken when items are %j', (items) => expect(() => refuseEmptyItems(holding(items))).not.toThrow());

  it('is refused when it is no schema at all', () => {
    expect(() => refuseEmptyItems({ type: 'recrod' })).toThrow(incompatible);
  });
});
