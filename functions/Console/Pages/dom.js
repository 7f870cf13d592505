import { visible } from './format.js';

const SvgNamespace = 'http://www.w3.org/2000/svg';

const Read = ['alt', 'aria-label', 'title']; // attributes that people read or hear

/**
 * An HTML element: h('a', { href: '#/' }, 'Batches'). Attributes that are null or false are omitted; on… are listeners. Text shows
 * what names hide.
 */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** The same for SVG. */
export const svg = (tag, attributes, ...children) => fill(document.createElementNS(SvgNamespace, tag), attributes, children);

export const find = id => document.getElementById(id);

/** Tells screen readers, without moving the focus. */
export function announce(text) {
  const status = find('status');
  text = visible(text);
  if (status.textContent !== text) status.textContent = text;
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : Read.includes(name) ? visible(value) : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false).map(child => child instanceof Node ? child : visible(child)));
  return element;
}

const keys = new WeakMap();

/** Fills the element again where the key has changed. The focus stays on what has the same data-name. */
export function renew(element, key, build) {
  const text = JSON.stringify(key);
  if (keys.get(element) === text) return;
  keys.set(element, text);
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.name : undefined;
  element.replaceChildren(...build().filter(Boolean));
  if (focused) [...element.querySelectorAll('[data-name]')].find(({ dataset }) => dataset.name === focused)?.focus();
}

/** One tab stop for many elements: arrow keys, Home and End move among them. */
export function rove(container, selector) {
  const items = () => [...container.querySelectorAll(selector)];
  const select = chosen => items().forEach(item => item.setAttribute('tabindex', item === chosen ? 0 : -1));
  select(items()[0]);
  container.addEventListener('focusin', event => select(event.target.closest(selector)));
  container.addEventListener('keydown', event => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, to))].focus();
  });
  return container;
}
