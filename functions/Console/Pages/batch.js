import { batchPath, get } from './api.js';
import { actions } from './batch-actions.js';
import { BatchCharts } from './batch-charts.js';
import { header, isMoving, progress, Recent, scoredOf, stateOf } from './batch-head.js';
import { announce, h, renew } from './dom.js';
import { Filters, merged, queryOf, totalOf } from './filters.js';
import { count, images } from './format.js';
import { Gallery } from './gallery.js';
import { address, go, hasBack } from './route.js';
import { Selection } from './selection.js';
import { showSending } from './sending.js';
import { labelNames } from './typed-label.js';
import { areTaken, uploads } from './uploads.js';

/** What changes while a model version scores images, even those of a complete batch. */
const countsOf = ({ classified, failed, missing }) => [classified, failed, missing].join();

/** Milliseconds between two looks at a batch, by its state. */
const Interval = { soon: 2000, late: 15_000 };

/** One batch: progress, charts, filters and gallery. */
export class BatchView {
  #batch;
  #params;
  #summary;
  #canDelete;
  #timer;
  #opened;
  #seen;
  #eagerUntil = 0;
  #ends = new AbortController();
  #filters = new Filters((change, how) => this.#set(merged(this.#params, change), how), () => this.#gallery.focus());
  #grid = h('div', { class: 'gallery', role: 'grid', 'aria-label': 'Predictions' });
  #message = h('div', { class: 'notice', hidden: true });
  #fresh = h('button', { type: 'button', class: 'fresh primary', hidden: true, onclick: () => this.#refresh() }, 'Show new results');
  #head = h('div', {});
  #progress = h('div', {});
  #sending = h('div', { class: 'sending', hidden: true });
  #charts;
  #selection;
  #actions;
  #gallery;
  #detail;
  element;

  constructor(batch, params, detail) {
    [this.#batch, this.#params, this.#detail] = [batch, params, detail];
    this.#charts = new BatchCharts(batch, change => this.#toggle(change), this.#ends.signal);
    this.#actions = actions(batch, () => ({ summary: this.#summary, params: this.#params }), { queued: () => this.#soon(), changed: () => this.#poll(), problem: text => this.#notice(text) });
    this.#selection = new Selection(batch, this.#grid, () => this.#gallery.listing, () => this.#refresh());
    this.#filters.element.append(this.#selection.button);
    this.element = h('div', { class: 'batch' }, this.#sending, this.#head, this.#progress, this.#charts.element, this.#filters.element, this.#fresh, this.#message, this.#grid, this.#selection.element);
    this.#gallery = new Gallery(this.#grid, item => this.#set({ ...this.#params, open: item.key }, {}, item), () => this.#listed(), key => this.#selection.has(key));
    const { signal } = this.#ends;
    uploads.addEventListener('change', () => showSending(this.#sending, batch), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || this.#poll(), { signal });
    showSending(this.#sending, batch);
  }

  /** Resolves when the first answer is there. */
  async start() {
    await this.#poll();
    await this.#list();
    this.#showDetail();
  }

  dispose() {
    this.#ends.abort();
    clearTimeout(this.#timer);
    this.#gallery.dispose();
    this.#detail.close();
  }

  focusFilter() {
    this.#filters.focus();
  }

  /** The neighbour of the prediction that the detail shows. */
  async step(key, direction) {
    this.#opened = await this.#gallery.neighbour(key, direction);
    return this.#opened;
  }

  /** The detail shows another prediction, or none any more. */
  moved(key) {
    if (this.#ends.signal.aborted) return;
    if (key) return this.#set({ ...this.#params, open: key }, { replace: true }, this.#opened);
    this.#gallery.focus(this.#seen);
    if (this.#params.open && hasBack()) history.back();
    else this.#set({ ...this.#params, open: '' }, { replace: true });
  }

  /** The address has changed within this batch. */
  async update(params) {
    const list = queryKey(params) !== queryKey(this.#params);
    const model = params.model !== this.#params.model;
    this.#params = params;
    if (model) await this.#poll();
    if (list) await this.#list();
    if (this.#summary) this.#show();
    this.#showDetail();
  }

  /** What was queued comes soon. */
  #soon() {
    this.#eagerUntil = Date.now() + Recent;
    return this.#poll();
  }

  #set(params, how, item) {
    this.#opened = item;
    go(address(this.#batch, params), how);
  }

  async #poll() {
    clearTimeout(this.#timer);
    try {
      const before = this.#summary;
      [this.#summary, this.#canDelete] = await Promise.all([get(batchPath(this.#batch), { model: this.#params.model }, { signal: this.#ends.signal }), areTaken()]);
      if (before?.model === this.#summary.model && countsOf(before) !== countsOf(this.#summary)) this.#eagerUntil = Date.now() + Recent;
      this.#show();
      this.#tell(before);
    } catch (error) {
      if (this.#ends.signal.aborted) return;
      if (!this.#summary || error.status === 401) throw error;
      this.#notice(`${error.message} What is shown may be old.`);
    }
    if (!document.hidden) this.#timer = setTimeout(() => this.#poll(), isMoving(this.#summary) || Date.now() < this.#eagerUntil ? Interval.soon : Interval.late);
  }

  #show() {
    const { labels, errors, classified, models, model, note } = this.#summary;
    const { code } = this.#params;
    const isEmpty = scoredOf(this.#summary) === 0;
    renew(this.#head, [stateOf(this.#summary), classified > 0, errors, models, model, this.#summary.current, note, code, isEmpty], () => header(this.#summary, code, {
      ...this.#actions,
      remove: this.#canDelete && this.#actions.remove,
      choose: chosen => this.#set({ ...this.#params, model: chosen }),
    }));
    this.#progress.replaceChildren(...progress(this.#summary));
    this.#charts.element.hidden = this.#filters.element.hidden = isEmpty;
    this.#charts.show(this.#params, this.#summary);
    this.#selection.labels = labelNames(labels, []);
    this.#filters.show(this.#params, this.#summary);
    this.#gallery.total = totalOf(this.#params, this.#summary);
  }

  /** A bar that is pressed already lets go. */
  #toggle(change) {
    const held = Object.entries(change).every(([name, value]) => this.#params[name] === value);
    this.#set(merged(this.#params, held ? Object.fromEntries(Object.keys(change).map(name => [name, ''])) : change));
  }

  #tell(before) {
    const { classified, failed, expected } = this.#summary;
    const done = classified + failed;
    const { items, ended } = this.#gallery.listing;
    const isBehind = ended && items.length === 0 && totalOf(this.#params, this.#summary) > 0; // counts may be seconds older than the list
    if (!before || (done === before.classified + before.failed && !isBehind)) return;
    const quarter = n => Math.floor(n / (expected ?? Infinity) * 4);
    if (stateOf(this.#summary) === 'complete') announce(`Batch ${this.#batch} is complete: ${count(classified)} classified, ${count(failed)} failed`);
    else if (quarter(done) > quarter(before.classified + before.failed)) announce(`${count(done)} of ${images(expected)} done`);
    if (this.#gallery.isAtStart && !this.#grid.contains(document.activeElement) && !this.#params.open) this.#refresh();
    else this.#fresh.hidden = false;
  }

  #refresh() {
    this.#fresh.hidden = true;
    this.#charts.count(this.#params, this.#summary);
    return this.#gallery.show(undefined, totalOf(this.#params, this.#summary));
  }

  #list() {
    this.#fresh.hidden = true;
    this.#selection.clear();
    this.#charts.count(this.#params, this.#summary);
    return this.#gallery.show({ path: batchPath(this.#batch, '/predictions'), query: queryOf(this.#params) }, totalOf(this.#params, this.#summary));
  }

  #listed() {
    const { items: { length: loaded }, ended, error, isCut } = this.#gallery.listing;
    const total = ended && !isCut ? loaded : totalOf(this.#params, this.#summary);
    this.#filters.shown = total === undefined ? `more than ${images(loaded)}` : images(total);
    if (error) this.#notice(error.message, h('button', { type: 'button', onclick: () => this.#list() }, 'Try again'));
    else if (loaded === 0 && ended) this.#notice(this.#summary.classified + this.#summary.failed > 0 ? 'No image matches the filter.' : 'No image of this batch is classified yet. Results appear here as they come.');
    else if (isCut) this.#notice(`Only the first ${images(loaded)} are shown. Use the filter to see the others, or export the batch.`);
    else this.#notice();
  }

  #notice(text, ...more) {
    this.#message.hidden = !text;
    this.#message.replaceChildren(h('p', {}, text ?? ''), ...more);
  }

  #showDetail() {
    const { open, model } = this.#params;
    if (open) this.#detail.show(this.#seen = open, this.#opened?.key === open ? this.#opened : undefined, model, this.#gallery.listing.placeOf(open, totalOf(this.#params, this.#summary)));
    else this.#detail.close();
  }
}

const queryKey = params => JSON.stringify(queryOf(params));
