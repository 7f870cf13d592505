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
  #step;

  constructor(step, moved) {
    this.#step = async direction => {
      const next = await step(this.#shown, direction);
      if (next) moved(next.key);
    };
    this.#dialog.addEventListener('close', () => {
      this.#shown = undefined;
      moved(undefined);
    });
    this.#dialog.addEventListener('keydown', async event => {
      const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.altKey || event.ctrlKey || event.metaKey || !this.#shown) return;
      if (event.key === '+') this.#dialog.querySelector('[data-name=zoom]')?.click();
      if (!direction || event.target.matches('.zoomed')) return; // there they scroll
      event.preventDefault();
      await this.#step(direction);
    });
    this.#dialog.addEventListener('click', event => event.target === this.#dialog && this.#dialog.close()); // the backdrop
  }

  /** @param item the prediction, where it is known already; else it is asked for. @param place { at, of }, where it is among others. */
  async show(key, item, model, place) {
    if (this.#shown === key) return;
    this.#shown = key;
    try {
      const prediction = item ?? await get('/predictions', { key, model });
      if (this.#shown !== key) return;
      const focused = this.#dialog.contains(document.activeElement) ? document.activeElement.dataset.name : undefined;
      this.#dialog.replaceChildren(...content(prediction, place, direction => this.#step(direction), () => this.#dialog.close()));
      (this.#dialog.querySelector(`[data-name=${focused ?? 'close'}]:enabled`) ?? this.#dialog.querySelector('[data-name=close]')).focus();
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

const head = (title, close, ...more) => h('header', {},
  h('h2', { id: 'detail-title' }, title),
  h('div', { class: 'actions' }, ...more, h('button', { type: 'button', class: 'quiet', 'data-name': 'close', 'aria-label': 'Close', autofocus: true, onclick: close }, '✕')));

const stepper = ({ at, of }, step) => [
  h('button', { type: 'button', class: 'quiet', 'data-name': 'previous', 'aria-label': 'Previous image', disabled: at === 1, onclick: () => step(-1) }, '‹'),
  h('span', { class: 'count' }, of ? `${count(at)} of ${count(of)}` : count(at)),
  h('button', { type: 'button', class: 'quiet', 'data-name': 'next', 'aria-label': 'Next image', disabled: at === of, onclick: () => step(1) }, '›')];

/** The picture as large as it is, to scroll about in it. */
const zoomButton = frame => h('button', {
  type: 'button', class: 'quiet', 'data-name': 'zoom', 'aria-pressed': 'false',
  onclick: ({ target }) => {
    const isZoomed = frame.classList.toggle('zoomed');
    target.setAttribute('aria-pressed', String(isZoomed));
    if (isZoomed) frame.setAttribute('tabindex', 0);
    else frame.removeAttribute('tabindex');
  },
}, 'Zoom');

function content(prediction, place, step, close) {
  const { error, image, labels, model, times } = prediction;
  const failed = prediction.status !== 'CLASSIFIED';
  const picture = h('img', { alt: `The uploaded picture ${shortKey(prediction)}`, decoding: 'async' });
  const frame = h('div', { class: 'frame', role: 'group', 'aria-label': 'Picture' }, picture);
  const original = h('a', { target: '_blank', rel: 'noopener', hidden: true }, 'Open the original');
  const give = () => frame.replaceChildren(h('p', {}, 'This file cannot be shown.'));
  picture.addEventListener('error', () => {
    picture.addEventListener('error', give, { once: true });
    thumbnailOf(prediction, () => picture.isConnected, 1600).then(url => { picture.src = url ?? ''; });
  }, { once: true });
  pictureOf(prediction.key).then(url => {
    if (!url) return frame.replaceChildren(h('p', {}, 'There is no picture to show.'));
    original.href = url;
    original.hidden = false;
    if (error && explain(error.code).noPicture) give();
    else picture.src = url;
  });
  return [
    head(outcomeText(prediction), close, place && stepper(place, step), zoomButton(frame)),
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
