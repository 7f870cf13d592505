import { card, waiting } from './card.js';
import { h } from './dom.js';
import { Listing, PageSize } from './listing.js';

const Overscan = 2; // rows above and below what is seen
const CardWidth = 148; // the least, in CSS pixels; a phone gets three in a row

/** A grid of predictions, of which only the rows in sight are in the document. Loads pages as they are scrolled to. */
export class Gallery {
  #grid;
  #selected;
  #listing;
  #rows = new Map();
  #total;
  #columns = 1;
  #rowHeight = 0;
  #active = 0;
  #frame;
  #ends = new AbortController();

  /** @param open called with an item. @param changed called when items came or did not come. @param selected whether an item is, by its key. */
  constructor(grid, open, changed, selected) {
    [this.#grid, this.#selected] = [grid, selected];
    this.#listing = new Listing(() => {
      grid.removeAttribute('aria-busy');
      changed();
      this.#schedule();
    });
    const { signal } = this.#ends;
    addEventListener('scroll', () => this.#schedule(), { passive: true, signal });
    const observer = new ResizeObserver(() => this.#measure());
    observer.observe(grid);
    signal.addEventListener('abort', () => observer.disconnect());
    grid.addEventListener('keydown', event => this.#key(event), { signal });
    grid.addEventListener('click', event => this.#chosen(event.target, open), { signal });
    grid.addEventListener('focusin', event => this.#chosen(event.target, (_, index) => this.#activate(index)), { signal });
  }

  get listing() { return this.#listing; }
  get #items() { return this.#listing.items; }
  get #length() { return this.#listing.length(this.#total, 2 * this.#columns); }
  /** Whether it shows no more than its first page, from the top. */
  get isAtStart() { return this.#items.length <= PageSize && this.#grid.getBoundingClientRect().top > 0; }

  dispose() {
    this.#ends.abort();
    this.#listing.dispose();
  }

  /** Another query: { path, query }; without one the same again, without a flash. The total is undefined where nobody knows it. */
  show(query, total) {
    this.#total = total;
    this.#grid.setAttribute('aria-busy', 'true');
    return this.#listing.show(query, () => {
      this.#active = 0;
      this.#clear();
    });
  }

  set total(total) {
    this.#total = total;
    this.#schedule();
  }

  /** The item before (-1) or after (1) the one with this key; loads what it needs. */
  async neighbour(key, step) {
    const index = this.#items.findIndex(item => item.key === key) + step;
    if (index >= this.#items.length && !this.#listing.ended) await this.#listing.load();
    if (index >= 0 && index < this.#items.length) this.#activate(index);
    return this.#items[index];
  }

  /** Focuses the active card, or that of the key. */
  focus(key) {
    const index = this.#items.findIndex(item => item.key === key);
    if (index >= 0) this.#activate(index);
    this.#reveal(this.#active);
    this.#card(this.#active)?.focus({ preventScroll: true });
  }

  #chosen(target, action) {
    const card = target.closest('.card');
    const item = card && this.#items[card.dataset.index];
    if (item) action(item, Number(card.dataset.index));
  }

  #clear() {
    for (const row of this.#rows.values()) row.remove();
    this.#rows.clear();
  }

  #measure() {
    const columns = Math.max(3, Math.floor(this.#grid.clientWidth / CardWidth));
    if (columns !== this.#columns) this.#clear();
    this.#columns = columns;
    this.#grid.style.setProperty('--columns', columns);
    this.#grid.setAttribute('aria-colcount', columns);
    this.#rowHeight = 0;
    this.#schedule();
  }

  #schedule() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      if (!this.#ends.signal.aborted) this.#render();
    });
  }

  #render() {
    if (this.#rowHeight === 0) {
      const row = this.#rows.get(0) ?? this.#grid.appendChild(this.#row(0));
      this.#rowHeight = row.getBoundingClientRect().height;
      if (!this.#rows.has(0)) row.remove();
      for (const [index, shown] of this.#rows) this.#place(shown, index);
    }
    const rows = Math.ceil(this.#length / this.#columns);
    this.#grid.style.height = `${rows * this.#rowHeight}px`;
    this.#grid.setAttribute('aria-rowcount', rows);
    const top = -this.#grid.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / this.#rowHeight) - Overscan);
    const last = Math.min(rows - 1, Math.floor((top + innerHeight) / this.#rowHeight) + Overscan);
    const wanted = new Set(Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index));
    wanted.add(Math.floor(this.#active / this.#columns)); // where the focus is, or enters
    for (const [index, row] of this.#rows) {
      if (wanted.has(index) && index < rows) continue;
      row.remove();
      this.#rows.delete(index);
    }
    for (const index of wanted) {
      if (index >= rows) continue;
      if (this.#rows.has(index)) this.#fill(this.#rows.get(index), index);
      else this.#rows.set(index, this.#grid.appendChild(this.#row(index)));
    }
    if ((last + 1) * this.#columns > this.#items.length && !this.#listing.ended && !this.#listing.isLoading) this.#listing.load();
  }

  #row(index) {
    const row = h('div', { class: 'row', role: 'row', 'aria-rowindex': index + 1 });
    this.#fill(row, index);
    this.#place(row, index);
    return row;
  }

  /** Cards where there are items, else shapes. What stands there already stays, and with it the focus. */
  #fill(row, rowIndex) {
    const first = rowIndex * this.#columns;
    const cells = Math.max(Math.min(this.#columns, this.#length - first), rowIndex === 0 ? 1 : 0);
    for (let column = 0; column < cells; column++) {
      const [index, cell] = [first + column, row.children[column]];
      const item = this.#items[index];
      if (cell && cell.dataset.key === (item?.key ?? '')) continue;
      const made = h('div', { role: 'gridcell', 'data-key': item?.key ?? '', 'aria-selected': item && String(this.#selected(item.key)) }, item ? card(item, index, this.#active) : waiting());
      if (cell) cell.replaceWith(made);
      else row.append(made);
    }
    while (row.children.length > cells) row.lastChild.remove();
  }

  #place(row, index) {
    row.style.transform = `translateY(${index * this.#rowHeight}px)`;
  }

  #card(index) {
    return this.#rows.get(Math.floor(index / this.#columns))?.querySelector(`[data-index="${index}"]`);
  }

  #activate(index) {
    this.#card(this.#active)?.setAttribute('tabindex', -1);
    this.#active = index;
    this.#card(index)?.setAttribute('tabindex', 0);
  }

  async #key(event) {
    const screen = Math.max(1, Math.floor(innerHeight / this.#rowHeight) - 1) * this.#columns;
    const last = this.#length - 1;
    const to = {
      ArrowRight: this.#active + 1, ArrowLeft: this.#active - 1,
      ArrowDown: this.#active + this.#columns, ArrowUp: this.#active - this.#columns,
      PageDown: Math.min(last, this.#active + screen), PageUp: Math.max(0, this.#active - screen),
      Home: 0, End: last,
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (to < 0 || to > last) return;
    while (to >= this.#items.length && !this.#listing.ended) await this.#listing.load();
    this.#activate(Math.min(to, this.#items.length - 1));
    this.focus();
  }

  /** Scrolls so that the card's row is seen, and puts it into the document. */
  #reveal(index) {
    const row = Math.floor(index / this.#columns);
    const top = this.#grid.getBoundingClientRect().top + row * this.#rowHeight;
    const bar = this.#grid.parentElement.querySelector('.filters');
    const head = bar && getComputedStyle(bar).position === 'sticky' ? bar.offsetHeight : 0;
    if (top < head + 8) scrollBy({ top: top - head - 8, behavior: 'instant' });
    else if (top + this.#rowHeight > innerHeight) scrollBy({ top: top + this.#rowHeight - innerHeight, behavior: 'instant' });
    this.#render();
  }
}
