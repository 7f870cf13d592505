import { batchPath, request } from './api.js';
import { announce, h } from './dom.js';
import { images } from './format.js';
import { labelNames, takenFor } from './typed-label.js';

const MostAtOnce = 500; // lines of a request
const MostLoaded = 5000;

/**
 * The images of a gallery that are to be labelled together, and the bar that labels them. Ctrl and click or Space choose one, Shift and click or
 * the arrows all up to there, Ctrl and A all that are shown; while the button holds, a click does without Ctrl.
 */
export class Selection {
  #batch;
  #grid;
  #listing;
  #labelled;
  #items = new Map();
  #anchor = 0;
  #extends = false;
  #isOn = false;
  #asked;
  #labels = h('datalist', { id: 'known-labels' });
  #label = h('input', { list: 'known-labels', required: true, maxlength: 100, autocomplete: 'off', 'aria-label': 'Label for the selected images', placeholder: 'label' });
  #count = h('strong', { role: 'status' });
  #problem = h('span', { role: 'alert', class: 'failed' });
  #mode = h('button', { type: 'button', 'aria-pressed': 'false', 'data-name': 'select', onclick: () => this.#switch(!this.#isOn), onkeydown: event => isAll(event) && this.#take(event, () => this.all()) }, 'Select');
  element;

  /** @param listing gives what is listed. @param labelled called when truths were written. */
  constructor(batch, grid, listing, labelled) {
    [this.#batch, this.#grid, this.#listing, this.#labelled] = [batch, grid, listing, labelled];
    grid.setAttribute('aria-multiselectable', 'true');
    this.element = h('form', { class: 'selection', 'aria-label': 'Selection', onsubmit: event => this.#submitTyped(event) },
      this.#count, this.#label, this.#labels,
      h('button', { class: 'primary' }, 'Label them'),
      h('button', { type: 'button', onclick: event => this.#submit(event, []) }, 'None of the labels'),
      h('button', { type: 'button', onclick: () => this.all() }, 'Select all shown'),
      h('button', { type: 'button', class: 'quiet', onclick: () => this.clear() }, 'Clear selection'), this.#problem);
    grid.addEventListener('click', event => this.#click(event), true);
    grid.addEventListener('keydown', event => this.#key(event), true);
    grid.addEventListener('focusin', event => this.#extends && this.#extend(indexOf(event.target)));
    this.#show();
  }

  get button() { return this.#mode; }

  set labels(names) {
    this.#labels.replaceChildren(...names.map(value => h('option', { value })));
  }

  has(key) {
    return this.#items.has(key);
  }

  clear() {
    this.#items.clear();
    this.#problem.textContent = this.#label.value = this.#asked = '';
    this.#switch(false);
  }

  /** Loads what the filter leaves, as far as that is not too much. */
  async all() {
    while (!this.#listing().ended && this.#listing().items.length < MostLoaded) await this.#listing().load();
    this.#listing().items.forEach(item => this.#items.set(item.key, item));
    this.#show();
  }

  #switch(on) {
    this.#isOn = on;
    this.#mode.setAttribute('aria-pressed', String(on));
    this.#show();
  }

  #click(event) {
    const index = indexOf(event.target);
    if (index === undefined || !(event.ctrlKey || event.metaKey || event.shiftKey || this.#isOn || this.#items.size > 0)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) this.#extend(index);
    else this.#toggle(index);
  }

  #key(event) {
    const index = indexOf(event.target);
    if (index === undefined) return;
    this.#extends = event.shiftKey && /^(Arrow|Page|Home|End)/.test(event.key);
    if (this.#extends && this.#items.size === 0) this.#anchor = index;
    const action = event.key === ' ' ? () => this.#toggle(index)
      : isAll(event) ? () => this.all()
      : event.key === 'Escape' && this.#items.size > 0 ? () => this.clear() : undefined;
    if (action) this.#take(event, action);
  }

  #take(event, action) {
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  #toggle(index) {
    const item = this.#listing().items[index];
    if (!this.#items.delete(item.key)) this.#items.set(item.key, item);
    this.#anchor = index;
    this.#show();
  }

  #extend(index) {
    const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    this.#listing().items.slice(from, to + 1).forEach(item => this.#items.set(item.key, item));
    this.#show();
  }

  #show() {
    this.element.hidden = this.#items.size === 0 && !this.#isOn;
    this.#count.textContent = `${images(this.#items.size)} selected`;
    for (const cell of this.#grid.querySelectorAll('[data-key]')) cell.setAttribute('aria-selected', String(this.#items.has(cell.dataset.key)));
  }

  #submitTyped(event) {
    event.preventDefault();
    const typed = this.#label.value.trim();
    if (!typed) return;
    const known = labelNames([...this.#labels.children].map(({ value }) => ({ label: value })), this.#listing().items);
    const { label, completed, question } = takenFor(typed, known, this.#asked);
    if (label) return this.#submit(event, [label]);
    this.#asked = typed;
    if (completed) this.#label.value = completed;
    this.#problem.textContent = question ?? '';
    this.#label.focus();
  }

  async #submit(event, labels) {
    event.preventDefault();
    const chosen = [...this.#items.values()];
    if (chosen.length === 0) return;
    this.element.inert = true;
    try {
      for (let at = 0; at < chosen.length; at += MostAtOnce) {
        const body = chosen.slice(at, at + MostAtOnce).map(({ key, version }) => JSON.stringify({ key, labels, eTag: version?.eTag })).join('\n');
        const { faults } = await (await request('POST', batchPath(this.#batch, '/truth'), { query: { how: 'person' }, body, type: 'application/x-ndjson' })).json();
        if (faults.length > 0) throw new Error(faults[0]);
      }
      announce(`${images(chosen.length)} labelled`);
      this.clear();
      this.#labelled();
    } catch (error) {
      this.#problem.textContent = error.message;
    }
    this.element.inert = false;
  }
}

const isAll = event => event.key === 'a' && (event.ctrlKey || event.metaKey);

const indexOf = target => {
  const index = target.closest('.card')?.dataset.index;
  return index === undefined ? undefined : Number(index);
};
