import { batchPath, get } from './api.js';
import { scoredOf, sizeOf } from './batch-head.js';
import { shares } from './charts.js';
import { find, h } from './dom.js';
import { count, images, when } from './format.js';
import { address } from './route.js';
import { areTaken, Formats } from './uploads.js';

const PageSize = 25;

/** The list of batches, newest first, and where to begin. */
export class HomeView {
  #list = h('ul', { class: 'batches' });
  #more = h('button', { type: 'button', hidden: true, onclick: () => this.#load() }, 'More batches');
  #notice = h('p', { class: 'notice' }, 'Loading …');
  #cursor;
  #seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(({ target }) => this.#count(target)));
  #ends = new AbortController();
  element;

  constructor() {
    this.element = h('div', { class: 'home' },
      h('section', { class: 'drop', 'aria-label': 'Upload', hidden: true },
        h('p', { class: 'lead' }, 'Drop images or a folder here'),
        h('p', { class: 'muted' }, `${Formats}. Each image gets a label and a confidence.`),
        h('p', { class: 'actions' },
          h('button', { type: 'button', class: 'primary', onclick: () => find('files').click() }, 'Choose images'),
          h('button', { type: 'button', onclick: () => find('folder').click() }, 'Choose a folder'))),
      h('h1', {}, 'Batches'), this.#notice, this.#list, this.#more);
  }

  async start() {
    const [taken] = await Promise.all([areTaken(), this.#load()]);
    this.element.querySelector('.drop').hidden = !taken;
    this.#notice.textContent = `There is no batch yet. The first one begins with ${taken ? 'an upload' : 'an image in the bucket, or a backfill'}.`;
  }

  dispose() {
    this.#ends.abort();
    this.#seen.disconnect();
  }

  update() {}

  async #load() {
    const page = await get('/batches', { limit: PageSize, cursor: this.#cursor }, { signal: this.#ends.signal });
    this.#cursor = page.nextCursor;
    this.#more.hidden = !page.nextCursor;
    for (const batch of page.batches) {
      const item = this.#list.appendChild(h('li', { 'data-batch': batch.batch },
        h('a', { href: address(batch.batch) }, batch.batch),
        h('span', { class: 'muted' }, batch.note ?? ''),
        h('span', { class: 'progress' }),
        h('span', { class: 'count' }, batch.expected ? images(batch.expected) : ''),
        h('time', { datetime: batch.createdAt }, when(batch.createdAt))));
      this.#seen.observe(item);
    }
    this.#notice.hidden = this.#list.children.length > 0;
  }

  /** Counts are read for what is seen: a list of names must not wait for them. */
  async #count(item) {
    this.#seen.unobserve(item);
    try {
      const summary = await get(batchPath(item.dataset.batch), {}, { signal: this.#ends.signal });
      const { classified, failed } = summary;
      const total = sizeOf(summary);
      item.querySelector('.progress').replaceChildren(
        shares(classified / total, failed / total, { height: 6, role: 'img', 'aria-label': `${count(classified)} classified, ${count(failed)} failed` }));
      item.querySelector('.count').textContent = images(scoredOf(summary));
    } catch {
      // The name and the link are there; the batch's own page says what is wrong.
    }
  }
}
