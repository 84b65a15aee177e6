/** What may stand inside an element; null, undefined and false leave nothing. */
export type Child = Node | string | number | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void) | undefined>>;

/** An element with attributes (functions become listeners) and children; text is never read as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false)
      element.append(typeof child === 'number' ? String(child) : child);
  }
  return element;
}

/** One row of a table; `key` tells the row from others when the table is drawn again. */
export interface TableRow {
  readonly key?: string;
  readonly cells: readonly Child[];
}

/**
 * A table with a caption for screen readers; columns whose heading starts with `#` hold numbers. Roles are written out,
 * since narrow screens show rows as blocks, which would take them away.
 */
export function table(caption: string, headings: readonly string[], rows: readonly TableRow[]): HTMLElement {
  const numeric = headings.map((heading) => heading.startsWith('#'));
  const kind = (column: number): Attributes => (numeric[column] ? { class: 'number' } : {});
  const named = headings.map((heading) => heading.replace(/^#/, ''));
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      { role: 'table' },
      h('caption', { class: 'visually-hidden' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          { role: 'row' },
          named.map((heading, column) =>
            h('th', { scope: 'col', role: 'columnheader', ...kind(column) }, heading),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(({ key, cells }) =>
          h(
            'tr',
            { role: 'row', 'data-key': key, id: key },
            cells.map((cell, column) =>
              h('td', { role: 'cell', 'data-label': named[column], ...kind(column) }, cell),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Name and value pairs; empty values are left out. */
export function facts(pairs: readonly (readonly [string, Child])[]): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    pairs.flatMap(([name, value]) =>
      value === null || value === undefined || value === '' ? [] : [h('dt', {}, name), h('dd', {}, value)],
    ),
  );
}

/** A headed part of a page, with the heading as its name. */
export function section(id: string, heading: string, ...children: readonly Child[]): HTMLElement {
  return h(
    'section',
    { 'aria-labelledby': `${id}-heading`, id, 'data-key': id },
    h('h2', { id: `${id}-heading` }, heading),
    children,
  );
}
