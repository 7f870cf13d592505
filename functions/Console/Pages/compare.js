import { batchPath, get, pages, put } from './api.js';
import { announce, h } from './dom.js';
import { explain } from './failures.js';
import { count, images, percent, shortKey } from './format.js';
import { thumbnailOf } from './pictures.js';
import { address, go } from './route.js';

const PageSize = 200;
const MostRows = 500;
const Effects = { fixed: 'fixed', broken: 'broke', bothWrong: 'wrong in both' };

/** What changed between two model versions of one batch, for better or worse. */
export class CompareView {
  #batch;
  #params;
  #changes = [];
  #chosen;
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
    const { models, current } = await get(batchPath(this.#batch), {}, { signal: this.#ends.signal });
    const { from = current, to = models.find(model => model !== current) ?? current } = this.#params;
    const select = (name, text, value) => h('label', {}, h('span', {}, text), h('select', {
      onchange: event => go(address(this.#batch, { from, to, [name]: event.target.value }, 'compare')),
    }, models.map(model => h('option', { value: model, selected: model === value }, model === current ? `${model} (current)` : model))));
    const parts = {
      status: h('p', { class: 'shown', role: 'status' }, 'Comparing …'),
      verdict: h('div', { class: 'verdict' }),
      moves: h('div', { class: 'moves', role: 'group', 'aria-label': 'Filter the changes' }),
      rows: h('tbody', {}),
    };
    parts.table = h('table', { hidden: true },
      h('caption', { class: 'unseen' }, 'Changed predictions'),
      h('thead', {}, h('tr', {}, ['Image', from, to].map(text => h('th', { scope: 'col' }, text)))), parts.rows);
    const promote = h('button', { type: 'button', class: 'primary', disabled: to === current, onclick: () => this.#promote(to) }, to === current ? `${to} is current` : `Make ${to} current`);
    this.#body.replaceChildren(h('div', { class: 'filters' }, select('from', 'From', from), select('to', 'To', to), promote, parts.status), parts.verdict, parts.moves, parts.table);
    [this.#changes, this.#chosen] = [[], undefined];
    await Promise.all([this.#read(from, to, parts), this.#judge(from, to, parts)]);
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

  async #promote(model) {
    await put(batchPath(this.#batch, '/current'), { model });
    announce(`${model} is current`);
    await this.start().catch(error => { if (error.name !== 'AbortError') throw error; });
  }

  /** By the truth, where there is one. */
  async #judge(from, to, { verdict }) {
    const { comparison } = await get(batchPath(this.#batch, '/quality'), { model: to, from }, { signal: this.#ends.signal });
    const { bothRight, fixed, broken, bothWrong, probability } = comparison;
    if (bothRight + fixed + broken + bothWrong === 0) return verdict.replaceChildren(h('p', { class: 'muted' }, 'These images have no truth yet, so no change is better or worse.'));
    verdict.replaceChildren(h('p', { class: 'lead' }, `fixed ${count(fixed)}, broke ${count(broken)}`),
      h('p', { class: 'muted' }, `${count(bothRight)} right in both, ${count(bothWrong)} wrong in both. ${probability < 0.05
        ? `Probability of such a difference by chance: ${probability < 0.001 ? 'less than 0.1%' : percent(probability)}.` : `That may be chance (${percent(probability)}).`}`));
  }

  async #read(from, to, parts) {
    const { signal } = this.#ends;
    let compared = 0;
    const say = end => { parts.status.textContent = `${count(this.#changes.length)} of ${images(compared)} changed${end}`; };
    for await (const page of pages(batchPath(this.#batch, '/compare'), { from, to, limit: PageSize }, { signal })) {
      compared += page.compared;
      this.#changes.push(...page.changed);
      parts.table.hidden = this.#changes.length === 0;
      say(' so far');
    }
    say(this.#changes.length > MostRows ? `. The first ${count(MostRows)} are listed.` : '');
    this.#chips(parts);
    this.#list(parts);
  }

  #chips(parts) {
    const tally = new Map();
    for (const change of this.#changes) {
      for (const name of [change.effect && Effects[change.effect], move(change)].filter(Boolean)) tally.set(name, (tally.get(name) ?? 0) + 1);
    }
    const effects = Object.values(Effects);
    const order = ([a, n], [b, m]) => (effects.includes(b) - effects.includes(a)) || m - n;
    parts.moves.replaceChildren(...[...tally].sort(order).slice(0, 15).map(([name, n]) => h('button', {
      type: 'button', class: 'chip', 'aria-pressed': String(name === this.#chosen),
      onclick: event => {
        this.#chosen = this.#chosen === name ? undefined : name;
        parts.moves.querySelectorAll('button').forEach(button => button.setAttribute('aria-pressed', String(button === event.currentTarget && this.#chosen === name)));
        this.#list(parts);
      },
    }, name, h('span', { class: 'count' }, count(n)))));
  }

  #list({ rows }) {
    const shown = this.#changes.filter(change => !this.#chosen || Effects[change.effect] === this.#chosen || move(change) === this.#chosen);
    rows.replaceChildren(...shown.slice(0, MostRows).map(change => this.#row(change)));
  }

  #row({ key, from, to, truth, effect }) {
    const name = shortKey({ key, batch: this.#batch });
    const row = h('tr', { 'data-key': key },
      h('th', { scope: 'row' }, h('img', { alt: '', width: 48, height: 48 }), h('a', { href: address(this.#batch, { open: key }) }, name), truth && h('span', { class: 'muted' }, `shows ${truth.join(', ') || 'none'}`)),
      [from, to].map((side, index) => h('td', { class: effect === (index === 0 ? 'broken' : 'fixed') ? 'right' : effect ? 'failed' : null }, outcome(side), ' ',
        side?.confidence !== undefined && h('span', { class: 'count' }, percent(side.confidence)))));
    this.#seen.observe(row);
    return row;
  }

  async #picture(row) {
    this.#seen.unobserve(row);
    const url = await thumbnailOf({ key: row.dataset.key }, () => row.isConnected);
    if (url) row.querySelector('img').src = url;
  }
}

const outcome = side => !side ? 'nothing' : side.status === 'FAILED' ? explain(side.code).name : side.label;
const move = ({ from, to }) => `${outcome(from)} → ${outcome(to)}`;
