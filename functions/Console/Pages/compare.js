import { batchPath, get, pages } from './api.js';
import { h } from './dom.js';
import { explain } from './failures.js';
import { count, images, percent, shortKey } from './format.js';
import { pictureOf } from './pictures.js';
import { address, go } from './route.js';

const PageSize = 200;
const MostRows = 500;

/** What changed between two model versions of one batch. */
export class CompareView {
  #batch;
  #params;
  #ends = new AbortController();
  #body = h('div', {});
  #seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(({ target }) => this.#picture(target)), { rootMargin: '200px' });
  element;

  constructor(batch, params) {
    [this.#batch, this.#params] = [batch, params];
    this.element = h('div', { class: 'compare' },
      h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: '#/' }, 'Batches'), ' / ', h('a', { href: address(batch) }, batch)),
      h('h1', {}, 'Compare versions'), this.#body);
  }

  async start() {
    const { models } = await get(batchPath(this.#batch), {}, { signal: this.#ends.signal });
    const { from = models.at(-1), to = models[0] } = this.#params;
    const select = (name, text, value) => h('label', {}, h('span', {}, text), h('select', {
      onchange: event => go(address(this.#batch, { from, to, [name]: event.target.value }, 'compare')),
    }, models.map(model => h('option', { value: model, selected: model === value }, model))));
    const status = h('p', { class: 'shown', role: 'status' }, 'Comparing …');
    const moves = h('ol', { class: 'moves' });
    const rows = h('tbody', {});
    const table = h('table', { hidden: true },
      h('caption', { class: 'unseen' }, 'Changed predictions'),
      h('thead', {}, h('tr', {}, ['Image', from, to].map(text => h('th', { scope: 'col' }, text)))), rows);
    this.#body.replaceChildren(h('form', { class: 'filters', 'aria-label': 'Versions' }, select('from', 'From', from), select('to', 'To', to), status), moves, table);
    await this.#read(from, to, { status, moves, rows, table });
  }

  update(params) {
    this.#params = params;
    this.#ends.abort();
    this.#ends = new AbortController();
    return this.start();
  }

  dispose() {
    this.#ends.abort();
    this.#seen.disconnect();
  }

  async #read(from, to, { status, moves, rows, table }) {
    const { signal } = this.#ends;
    const tally = new Map();
    let [compared, changed] = [0, 0];
    const say = end => { status.textContent = `${count(changed)} of ${images(compared)} changed${end}`; };
    for await (const page of pages(batchPath(this.#batch, '/compare'), { from, to, limit: PageSize }, { signal })) {
      compared += page.compared;
      for (const change of page.changed) {
        const move = `${outcome(change.from)} → ${outcome(change.to)}`;
        tally.set(move, (tally.get(move) ?? 0) + 1);
        if (changed++ < MostRows) rows.append(this.#row(change));
      }
      table.hidden = changed === 0;
      say(' so far');
    }
    say(changed > MostRows ? `. The first ${count(MostRows)} are listed.` : '');
    moves.replaceChildren(...[...tally].sort((a, b) => b[1] - a[1]).slice(0, 12).map(([move, n]) => h('li', {}, move, h('span', { class: 'count' }, count(n)))));
  }

  #row({ key, from, to }) {
    const name = shortKey({ key, batch: this.#batch });
    const row = h('tr', { 'data-key': key },
      h('th', { scope: 'row' }, h('img', { alt: '', width: 48, height: 48 }), h('a', { href: address(this.#batch, { open: key }) }, name)),
      [from, to].map(side => h('td', { class: side?.status === 'FAILED' ? 'failed' : null }, outcome(side), ' ',
        side?.confidence !== undefined && h('span', { class: 'count' }, percent(side.confidence)))));
    this.#seen.observe(row);
    return row;
  }

  async #picture(row) {
    this.#seen.unobserve(row);
    const url = await pictureOf(row.dataset.key, () => row.isConnected);
    if (url) row.querySelector('img').src = url;
  }
}

const outcome = side => !side ? 'nothing' : side.status === 'FAILED' ? explain(side.code).name : side.label;
