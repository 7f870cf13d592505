import { bars, histogram } from './charts.js';
import { h, renew } from './dom.js';
import { facets } from './facets.js';
import { explain } from './failures.js';
import { percent } from './format.js';

const Folded = 'charts-folded';

/** Labels, confidences and failures of what the filter leaves. They fold, and stay so in this browser. */
export class BatchCharts {
  #batch;
  #toggle;
  #signal;
  #asked;
  #facets;
  #charts = h('div', { class: 'charts' });
  element;

  /** @param toggle a bar calls it with { name: value }, the filter that it stands for. */
  constructor(batch, toggle, signal) {
    [this.#batch, this.#toggle, this.#signal] = [batch, toggle, signal];
    const isFolded = localStorage.getItem(Folded) ?? String(matchMedia('(max-width: 760px)').matches);
    this.element = h('details', { class: 'fold', open: isFolded !== 'true', ontoggle: ({ target }) => localStorage.setItem(Folded, String(!target.open)) },
      h('summary', {}, 'Charts'), this.#charts);
  }

  show(params, summary) {
    const { labels, errors, confidence, cut } = this.#facets ?? summary;
    const { label, code, min, max } = params;
    renew(this.#charts, [labels, errors, confidence, cut, label, code, min, max], () => [
      bars('Labels', labels.map(entry => ({ name: entry.label, text: entry.label, count: entry.count, detail: entry.meanConfidence && `mean confidence ${percent(entry.meanConfidence)}` })),
        label, name => this.#toggle({ label: name })),
      histogram('Confidence', confidence, (from, to) => Number(min) === from && Number(max) === to, (from, to) => this.#toggle({ min: `${from}`, max: `${to}` })),
      errors.length > 0 && bars('Failures', errors.map(error => ({ name: error.code, text: explain(error.code).name, count: error.count })),
        code, name => this.#toggle({ code: name }), 'failures'),
      cut && h('p', { class: 'muted' }, cut),
    ]);
  }

  /** Shows what the filter leaves as soon as it is counted; the whole batch's charts stay those of its summary. */
  async count(params, summary) {
    if (this.#asked !== params) this.#charts.setAttribute('aria-busy', 'true'); // until then, the numbers are of another filter
    this.#asked = params;
    const found = await facets(this.#batch, params, summary, { signal: this.#signal }).catch(error => ({ ...summary, cut: `Of the whole batch. ${error.message}` }));
    if (this.#signal.aborted || this.#asked !== params) return;
    const isWhole = !found.cut && found.labels === summary.labels && found.confidence === summary.confidence;
    this.#facets = isWhole ? undefined : found;
    this.#charts.removeAttribute('aria-busy');
    this.show(params, summary);
  }
}
