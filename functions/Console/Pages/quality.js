import { batchPath, get, post, request } from './api.js';
import { announce, h } from './dom.js';
import { count, images, percent, percentExact } from './format.js';
import { calibration, coverage, labelTable, matrix } from './quality-charts.js';
import { saving } from './review.js';
import { address } from './route.js';

const Batches = 10;

/** How good a model version is on a batch, where somebody has said what the images show. */
export class QualityView {
  #batch;
  #params;
  #ends = new AbortController();
  #body = h('div', { class: 'quality-body' });
  #note;
  #file = h('input', { type: 'file', accept: '.csv,.jsonl,.ndjson,.manifest,.json', hidden: true, 'aria-label': 'File of truths' });
  element;

  constructor(batch, params) {
    [this.#batch, this.#params] = [batch, params];
    this.#file.addEventListener('change', () => this.#file.files.length > 0 && this.#import(this.#file.files[0]));
    this.element = h('div', { class: 'quality' },
      h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: '#/' }, 'Batches'), ' / ', h('a', { href: address(batch, { model: params.model }) }, batch)),
      h('div', { class: 'title' }, h('h1', {}, 'Quality'),
        h('div', { class: 'actions' },
          h('button', { type: 'button', onclick: event => this.#folders(event.target) }, 'Use folder names as truth'),
          h('button', { type: 'button', onclick: () => this.#file.click() }, 'Truth from a file'), this.#file,
          h('a', { class: 'button primary', href: address(batch, { model: params.model }, 'review') }, 'Review'))),
      this.#body);
  }

  async start() {
    const { signal } = this.#ends;
    await Promise.all(saving);
    const quality = await get(batchPath(this.#batch, '/quality'), { model: this.#params.model }, { signal });
    const { report, total, model, sources, bias } = quality;
    const judged = report.images + report.unanswered;
    if (judged === 0) {
      this.#body.replaceChildren(h('div', { class: 'notice' }, h('p', {}, 'These images have no truth yet. Review some, use folder names as truth, or upload a file.')));
      return;
    }
    const link = (truth, label) => address(this.#batch, { model: this.#params.model, label, truth, differs: truth === label ? '' : 'truth' });
    this.#body.replaceChildren(
      h('dl', { class: 'numbers' },
        number('right', report.accuracy === undefined ? '–' : percentExact(report.accuracy)),
        report.interval && number('with 95% confidence', `${percentExact(report.interval.low)} to ${percentExact(report.interval.high)}`),
        number('with a truth', `${count(judged)} of ${count(total)}`), number('right', `${count(report.right)} of ${count(report.images)}`),
        report.exact !== undefined && number('exactly right', `${count(report.exact)} of ${count(report.images)}`),
        report.unanswered > 0 && number('without a label', count(report.unanswered), 'failed'), number('mean F1', percentExact(report.macroF1)), number('model', model)),
      h('p', { class: 'muted' }, sources.map(({ how, sample, images: n }) => `${images(n)} by ${sample ? `a person, ${sample}` : { person: 'a person', file: 'a file', folder: 'the folder' }[how]}`).join('; '), '.'),
      bias ? h('p', { class: 'bias', role: 'note' }, bias) : '',
      h('div', { class: 'charts' }, coverage(report), calibration(report)),
      matrix(report.matrix, report.labels, link), labelTable(report),
      h('p', { class: 'actions' }, h('button', { type: 'button', onclick: event => this.#trend(event.target) }, 'Compare with other batches')));
  }

  update(params) {
    this.#params = params;
    return this.start();
  }

  dispose() {
    this.#ends.abort();
  }

  async #folders(button) {
    button.disabled = true;
    await this.#said(cursor => post(batchPath(this.#batch, '/truth'), { folder: true, cursor }));
    button.disabled = false;
  }

  async #import(file) {
    const body = await file.text();
    const type = body.trimStart().startsWith('{') ? 'application/x-ndjson' : 'text/csv';
    await this.#said(async cursor => (await request('POST', batchPath(this.#batch, '/truth'), { body, type, query: { cursor } })).json());
    this.#file.value = '';
  }

  /** Slice by slice, then says what came of it. */
  async #said(send) {
    const sum = { written: 0, kept: 0, skipped: 0, faults: [] };
    try {
      for (let cursor; ;) {
        const slice = await send(cursor);
        for (const name of ['written', 'kept', 'skipped']) sum[name] += slice[name];
        sum.faults.push(...slice.faults);
        cursor = slice.nextCursor;
        if (!cursor) break;
      }
      await this.start();
      const text = `Truth set for ${images(sum.written)}, ${count(sum.kept)} kept, ${count(sum.skipped)} skipped.`;
      announce(text);
      this.#say({ class: 'bias', role: 'note' }, `${text} ${sum.faults.slice(0, 5).join(' ')}`);
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.#say({ class: 'bias failed', role: 'alert' }, error.message);
    }
  }

  #say(attributes, text) {
    this.#note?.remove();
    this.#note = h('p', attributes, text);
    this.#body.prepend(this.#note);
  }

  /** The latest batches beside this one: what they show, and how sure the model is. */
  async #trend(button) {
    button.disabled = true;
    const { signal } = this.#ends;
    const { batches } = await get('/batches', { limit: Batches }, { signal });
    const rows = await Promise.all(batches.map(async ({ batch }) => {
      try {
        return await get(batchPath(batch, '/quality'), { reference: this.#batch }, { signal });
      } catch {
        return undefined; // nothing is classified of it yet
      }
    }));
    button.closest('p').replaceWith(h('section', { class: 'panel', 'aria-label': 'Over time' }, h('h2', {}, 'Over time'),
      h('p', { class: 'muted' }, `The latest batches beside ${this.#batch}. A stability index below 0.1 means that the labels are alike, above 0.25 that they are not.`),
      h('div', { class: 'scrolls', tabindex: 0, role: 'region', 'aria-label': 'Batches, scrolls' }, h('table', {},
        h('thead', {}, h('tr', {}, ['Batch', 'Images', 'Mean confidence', 'Failed', 'Right', 'Most frequent', 'Stability index'].map(text => h('th', { scope: 'col' }, text)))),
        h('tbody', {}, rows.filter(Boolean).map(({ batch, total, report, drift }) => h('tr', {},
          h('th', { scope: 'row' }, h('a', { href: address(batch) }, batch)), h('td', {}, count(total)),
          h('td', {}, drift.meanConfidence === undefined ? '–' : percent(drift.meanConfidence)), h('td', {}, drift.failed === undefined ? '–' : percent(drift.failed)),
          h('td', {}, report.accuracy === undefined ? '–' : percent(report.accuracy)),
          h('td', {}, (drift.labels?.shares ?? []).slice(0, 3).map(({ label, share }) => `${label} ${percent(share)}`).join(', ')),
          h('td', {}, drift.labels ? drift.labels.stabilityIndex.toFixed(3) : '–'))))))));
  }
}

const number = (name, value, className) => h('div', { class: className }, h('dd', {}, value), h('dt', {}, name));
