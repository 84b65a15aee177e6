import { h } from './dom.js';

/** A headline as a coloured word; the colour is never the only sign. */
export const headlineBadge = (headline: string | null): HTMLElement =>
  h('span', { class: `headline ${headline ?? ''}` }, headlineText(headline));

/** A headline in words: `FIX_DATA` → `FIX DATA`. */
export const headlineText = (headline: string | null): string =>
  headline === null || headline === '' ? 'not judged yet' : headline.replace('_', ' ');
