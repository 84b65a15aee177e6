/** Elements that hold a state of their own: drawn again they take over what the new element would have shown. */
const adopters = new WeakMap<Element, (next: Element) => void>();

/** Says how an element takes over the content of a newly drawn one of the same place. */
export function adopts(element: Element, adopt: (next: Element) => void): void {
  adopters.set(element, adopt);
}

/**
 * Makes `current` look like `next` and keeps every node that can stay: focus, selection, scrolling, open details and
 * charts survive. What has
 * `data-keep` stays as it is; children with a `data-key` are told apart by it, others by their place.
 */
export function morph(current: Element, next: Element): void {
  if (current.hasAttribute('data-keep')) return;
  const adopt = adopters.get(current);
  if (adopt && adopters.has(next)) {
    adopt(next);
    return;
  }
  morphAttributes(current, next);
  morphChildren(current, next);
}

function morphAttributes(current: Element, next: Element): void {
  for (const { name } of [...current.attributes])
    if (!kept(current, name) && !next.hasAttribute(name)) current.removeAttribute(name);
  for (const { name, value } of [...next.attributes])
    if (!kept(current, name) && current.getAttribute(name) !== value) current.setAttribute(name, value);
  // Through the object model: the content security policy refuses a style attribute.
  if (current instanceof HTMLElement && next instanceof HTMLElement)
    if (current.style.cssText !== next.style.cssText) current.style.cssText = next.style.cssText;
}

/** What belongs to the reader, not to the page. */
const kept = (element: Element, attribute: string): boolean =>
  attribute === 'style' || (attribute === 'open' && element.tagName === 'DETAILS');

function morphChildren(current: Element, next: Element): void {
  const keyed = new Map([...current.children].map((child) => [keyOf(child), child]));
  let place: ChildNode | null = current.firstChild;
  for (const wanted of [...next.childNodes]) {
    const key = keyOf(wanted);
    const found: ChildNode | null | undefined = key === undefined ? place : keyed.get(key);
    if (!found || !sameKind(found, wanted)) {
      current.insertBefore(wanted, place);
      continue;
    }
    if (found === place) place = place.nextSibling;
    else current.insertBefore(found, place);
    if (found instanceof Element && wanted instanceof Element) morph(found, wanted);
    else if (found.nodeValue !== wanted.nodeValue) found.nodeValue = wanted.nodeValue;
  }
  while (place) {
    const rest: ChildNode | null = place.nextSibling;
    place.remove();
    place = rest;
  }
}

const keyOf = (node: Node): string | undefined =>
  node instanceof HTMLElement ? node.dataset['key'] : undefined;

const sameKind = (a: Node, b: Node): boolean => a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
