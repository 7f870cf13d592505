import { get } from './api.js';
import { meter } from './charts.js';
import { announce, find, h } from './dom.js';
import { explain } from './failures.js';
import { bytes, count, milliseconds, percentExact, shortKey, when } from './format.js';
import { outcomeText, truthText } from './card.js';
import { pictureOf, thumbnailOf } from './pictures.js';

const Stages = { fetch: 'Fetch', decode: 'Decode', preprocess: 'Preprocess', infer: 'Infer' };

/** The dialog of one prediction. step(key, ±1) finds its neighbour; moved(key) hears of another one, and without a key that it closed. */
export class Detail {
  #dialog = find('detail');
  #shown;

  constructor(step, moved) {
    this.#dialog.addEventListener('close', () => {
      this.#shown = undefined;
      moved(undefined);
    });
    this.#dialog.addEventListener('keydown', async event => {
      const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!direction || event.altKey || !this.#shown) return;
      event.preventDefault();
      const next = await step(this.#shown, direction);
      if (next) moved(next.key);
    });
    this.#dialog.addEventListener('click', event => event.target === this.#dialog && this.#dialog.close()); // the backdrop
  }

  /** @param item the prediction, where it is known already; else it is asked for. */
  async show(key, item, model) {
    if (this.#shown === key) return;
    this.#shown = key;
    try {
      const prediction = item ?? await get('/predictions', { key, model });
      if (this.#shown !== key) return;
      this.#dialog.replaceChildren(...content(prediction, () => this.#dialog.close()));
      announce(`${find('detail-title').textContent}, ${shortKey(prediction)}`);
    } catch (error) {
      this.#dialog.replaceChildren(head('Not found', () => this.#dialog.close()), h('p', { class: 'notice' }, error.message));
    }
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  close() {
    if (this.#dialog.open) this.#dialog.close();
  }
}

const head = (title, close) => h('header', {},
  h('h2', { id: 'detail-title' }, title),
  h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', autofocus: true, onclick: close }, '✕'));

function content(prediction, close) {
  const { error, image, labels, model, times } = prediction;
  const failed = prediction.status !== 'CLASSIFIED';
  const picture = h('img', { alt: `The uploaded picture ${shortKey(prediction)}`, decoding: 'async' });
  const frame = h('div', { class: 'frame' }, picture);
  const original = h('a', { target: '_blank', rel: 'noopener', hidden: true }, 'Open the original');
  const give = () => frame.replaceChildren(h('p', {}, 'This file cannot be shown.'));
  picture.addEventListener('error', () => {
    picture.addEventListener('error', give, { once: true });
    thumbnailOf(prediction, () => picture.isConnected, 1600).then(url => { picture.src = url ?? ''; });
  }, { once: true });
  pictureOf(prediction.key).then(url => {
    if (!url) return frame.replaceChildren(h('p', {}, 'There is no picture to show.'));
    picture.src = original.href = url;
    original.hidden = false;
  });
  return [
    head(outcomeText(prediction), close),
    h('div', { class: 'sides' },
      frame,
      h('div', { class: 'facts' },
        error ? failure(error) : !failed && scores(labels),
        times && !failed && timing(times),
        h('dl', {},
          prediction.truth && fact('Shows', `${truthText(prediction.truth)} (by ${prediction.truth.who ?? prediction.truth.how}, ${when(prediction.truth.at)})`),
          fact('Key', prediction.key, 'code'),
          fact('Size', [image?.width && `${count(image.width)} × ${count(image.height)} pixels`, image && bytes(image.bytes)].filter(Boolean).join(', ')),
          fact('Model', `${model.name}@${model.version}`),
          fact('Predicted', when(prediction.predictedAt)),
          fact('Trace', prediction.traceId, 'code')),
        original)),
  ];
}

const fact = (name, value, tag = 'span') => value ? [h('dt', {}, name), h('dd', {}, h(tag, {}, value))] : [];

const scores = labels => h('section', { 'aria-label': 'Scores' },
  h('ul', { class: 'scores' }, labels.map(({ label, confidence }) => h('li', {},
    h('span', {}, label), h('span', { class: 'count' }, percentExact(confidence)), meter(confidence)))));

function timing(times) {
  const total = Object.values(times).reduce((sum, time) => sum + time, 0);
  return h('section', { 'aria-label': 'Times' },
    h('h3', {}, 'Time ', h('span', { class: 'count' }, milliseconds(total))),
    h('ul', { class: 'scores times' }, Object.entries(Stages).map(([name, text]) => h('li', {},
      h('span', {}, text), h('span', { class: 'count' }, milliseconds(times[name])), meter(times[name] / total)))));
}

function failure({ code, message }) {
  const { what, todo } = explain(code);
  return h('section', { 'aria-label': 'Why it failed', class: 'failure' },
    h('p', {}, what),
    h('p', {}, h('strong', {}, 'What to do: '), todo),
    h('p', { class: 'muted' }, h('code', {}, code), ' ', message));
}
