import { scoredOf } from './batch-head.js';
import { h } from './dom.js';
import { explain } from './failures.js';
import { count } from './format.js';

const Orders = { '': 'Grouped by label', doubt: 'Doubtful first', certain: 'Certain first' };
const Delay = 350;

/** What the address says, as the API wants it. */
export function queryOf({ status, label, code, min, max, prefix, sort, differs, truth, model }) {
  return {
    model, label, code, prefix, differs, truth,
    status: code ? 'FAILED' : status,
    minConfidence: min && min / 100,
    maxConfidence: max && max / 100,
    sort: sort && !label ? 'confidence' : undefined, // a label's predictions are in this order already
    order: sort && (sort === 'doubt' ? 'asc' : 'desc'),
  };
}

/** Failed predictions have neither label nor confidence: the later choice drops what goes against it. */
export function merged(params, change) {
  const next = { ...params, ...change };
  const asksConfidence = change.label || change.min || change.max || change.sort || change.differs || change.truth || change.status === 'CLASSIFIED';
  if (change.status === 'FAILED' || change.status === 'MISSING' || change.code) return { ...next, label: '', min: '', max: '', sort: '', differs: '', truth: '' };
  if (asksConfidence) return { ...next, code: '', status: ['FAILED', 'MISSING'].includes(next.status) ? '' : next.status };
  return next;
}

/** How many match, where the summary tells; else undefined. */
export function totalOf({ status, label, code, min, max, prefix, sort, differs, truth }, { labels, errors, classified, failed, missing = 0, confidence = [] }) {
  if (prefix || differs || truth) return undefined;
  if (min || max) {
    const [from, to] = [(min || 0) / 100 * confidence.length, (max || 100) / 100 * confidence.length].map(edge => Math.round(edge * 1e6) / 1e6);
    return label || !Number.isInteger(from) || !Number.isInteger(to) ? undefined : confidence.slice(from, to).reduce((sum, n) => sum + n, 0);
  }
  if (code) return errors.find(error => error.code === code)?.count ?? 0;
  if (label) return labels.find(entry => entry.label === label)?.count ?? 0;
  if (status === 'FAILED') return failed;
  if (status === 'MISSING') return missing;
  return status === 'CLASSIFIED' || sort ? classified : scoredOf({ classified, failed, missing });
}

/** The bar of filters. Calls change({ name: value }) with what the user set; show(params, summary) tells it what holds. */
export class Filters {
  #change;
  #fields = {};
  #options = '';
  #clear;
  #shown = h('p', { class: 'shown', 'aria-live': 'polite' });
  element;

  constructor(change, leave) {
    this.#change = change;
    const clear = () => change({ status: '', label: '', code: '', min: '', max: '', prefix: '', sort: '', differs: '', truth: '' });
    this.#clear = h('button', { type: 'button', class: 'quiet', onclick: clear }, 'Clear');
    const onkeydown = event => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      leave();
    };
    this.element = h('form', { class: 'filters', role: 'search', 'aria-label': 'Filter predictions', onsubmit: event => event.preventDefault(), onkeydown },
      this.#select('what', 'Show', []),
      h('fieldset', { class: 'range' }, h('legend', {}, 'Confidence'), this.#number('min', 'from'), h('span', { 'aria-hidden': 'true' }, '–'), this.#number('max', 'to'), h('span', { 'aria-hidden': 'true' }, '%')),
      this.#text('prefix', 'Name begins with'),
      this.#select('differs', 'Label differs from', [['', '–'], ['truth', 'truth'], ['folder', 'folder']].map(([value, text]) => h('option', { value }, text))),
      this.#select('sort', 'Order', Object.entries(Orders).map(([value, text]) => h('option', { value }, text))),
      this.#clear, this.#shown);
    this.#fields.what.addEventListener('change', ({ target }) => change({ status: '', label: '', code: '', ...JSON.parse(target.value) }));
    for (const name of ['sort', 'differs']) this.#fields[name].addEventListener('change', ({ target }) => change({ [name]: target.value }));
  }

  focus() {
    this.#fields.what.focus();
  }

  set shown(text) {
    this.#shown.textContent = text;
  }

  show(params, { labels, errors, classified, failed, missing = 0 }) {
    this.#fill(labels, errors, classified, failed, missing);
    const { status, label, code } = params;
    this.#fields.what.value = JSON.stringify(code ? { code } : label ? { label } : status ? { status } : {});
    for (const name of ['min', 'max', 'prefix', 'sort', 'differs']) {
      const field = this.#fields[name];
      if (field !== document.activeElement || field.tagName === 'SELECT') field.value = params[name] ?? '';
    }
    this.#clear.hidden = !['status', 'label', 'code', 'min', 'max', 'prefix', 'sort', 'differs', 'truth'].some(name => params[name]);
  }

  #fill(labels, errors, classified, failed, missing) {
    const options = JSON.stringify([labels, errors, classified, failed, missing]);
    if (options === this.#options || document.activeElement === this.#fields.what) return; // not while someone chooses
    this.#options = options;
    const option = (text, n, value) => h('option', { value: JSON.stringify(value) }, `${text} (${count(n)})`);
    const byName = labels.toSorted((a, b) => a.label.localeCompare(b.label));
    this.#fields.what.replaceChildren(...[
      option('Everything', scoredOf({ classified, failed, missing }), {}),
      option('Classified', classified, { status: 'CLASSIFIED' }),
      failed > 0 && option('Failed', failed, { status: 'FAILED' }),
      missing > 0 && option('Not classified by this version', missing, { status: 'MISSING' }),
      labels.length > 0 && h('optgroup', { label: 'Labels' }, byName.map(entry => option(entry.label, entry.count, { label: entry.label }))),
      errors.length > 0 && h('optgroup', { label: 'Failures' }, errors.map(error => option(explain(error.code).name, error.count, { code: error.code }))),
    ].filter(Boolean));
  }

  #select(name, text, options) {
    this.#fields[name] = h('select', { name }, options);
    return h('label', {}, h('span', {}, text), this.#fields[name]);
  }

  #number(name, text) {
    this.#fields[name] = h('input', { type: 'number', name, min: 0, max: 100, step: 'any', inputmode: 'decimal', 'aria-label': `Confidence ${text}, percent`, placeholder: name === 'min' ? 0 : 100 });
    return this.#typed(name);
  }

  #text(name, text) {
    this.#fields[name] = h('input', { type: 'search', name, autocomplete: 'off', spellcheck: 'false', placeholder: 'dress/' });
    return h('label', { class: 'prefix' }, h('span', {}, text), this.#typed(name));
  }

  /** Takes effect when the user pauses. */
  #typed(name) {
    const field = this.#fields[name];
    let timer;
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => field.checkValidity() && this.#change({ [name]: field.value.trim() }, { replace: true }), Delay);
    });
    return field;
  }
}
