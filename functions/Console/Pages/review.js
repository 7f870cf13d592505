import { batchPath, get, put } from './api.js';
import { truthText } from './card.js';
import { announce, h } from './dom.js';
import { count, percent, shortKey } from './format.js';
import { thumbnailOf } from './pictures.js';
import { Mixes, reviewQueue } from './review-queue.js';
import { address, go } from './route.js';
import { givenTo, guessesOf, labelNames, takenFor } from './typed-label.js';

const Choices = 5;
const Most = 200;
const Ahead = 3; // pictures that are fetched before their turn
const Side = 1600;

const choicesOf = prediction => guessesOf(prediction).slice(0, Math.max(Choices, givenTo(prediction).length));

/** What is chosen at first: what the model gives, or its best guess. */
const proposedFor = prediction => {
  const given = givenTo(prediction);
  return given.length > 0 ? given : [guessesOf(prediction)[0].label];
};

/** What is being saved: who measures must wait for it. */
export const saving = new Set();

/** One image after the other, to say what it shows. Works by the keyboard alone. */
export class ReviewView {
  #batch;
  #params;
  #summary;
  #queue = [];
  #at = 0;
  #right = 0;
  #chosen;
  #asked;
  #done = [];
  #ends = new AbortController();
  #progress = h('p', { class: 'shown', role: 'status' });
  #stage = h('div', { class: 'stage' });
  #all = h('input', { type: 'search', list: 'all-labels', autocomplete: 'off', 'aria-label': 'Another label', placeholder: 'another label (/)' });
  #added = h('div', { class: 'choices', role: 'group', 'aria-label': 'Other labels' }); // last, so that nothing moves away from a pointer
  #unsaved = new Map();
  #loss = h('p', { role: 'alert', class: 'failed' });
  #problem = h('p', { role: 'alert', class: 'failed' });
  element;

  constructor(batch, params) {
    [this.#batch, this.#params] = [batch, params];
    const mix = h('select', { name: 'mix', onchange: ({ target }) => go(address(batch, { ...this.#params, mix: target.value }, 'review')) },
      Object.entries(Mixes).map(([value, text]) => h('option', { value, selected: value === (params.mix ?? 'mixed') }, text)));
    this.element = h('div', { class: 'review' },
      h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: '#/' }, 'Batches'), ' / ', h('a', { href: address(batch, { model: params.model }) }, batch)),
      h('div', { class: 'filters' }, h('h1', {}, 'Review'), h('label', {}, h('span', {}, 'Show'), mix), this.#progress),
      this.#stage, this.#problem, this.#loss);
    this.#all.addEventListener('change', () => this.#queue[this.#at] && this.#labels().includes(this.#all.value) && this.#add(this.#all.value));
    addEventListener('keydown', event => this.#key(event), { signal: this.#ends.signal });
  }

  async start() {
    this.#progress.textContent = 'Looking for images …';
    const options = { signal: this.#ends.signal };
    this.#summary = await get(batchPath(this.#batch), { model: this.#params.model }, options);
    this.#queue = await reviewQueue(this.#batch, this.#summary, this.#params.mix in Mixes ? this.#params.mix : 'mixed', Most, options);
    this.#show();
  }

  update(params) {
    [this.#params, this.#queue, this.#at, this.#right, this.#done] = [params, [], 0, 0, []];
    this.#stage.replaceChildren();
    return this.start();
  }

  dispose() {
    this.#ends.abort();
  }

  focusFilter() {
    this.#all.focus();
  }

  #show() {
    const item = this.#queue[this.#at];
    const reviewed = this.#done.length;
    this.#progress.textContent = `${count(reviewed)} of ${count(this.#queue.length)}${reviewed > 0 ? `, ${percent(this.#right / reviewed)} right` : ''}`;
    if (!item) {
      this.#stage.replaceChildren(h('div', { class: 'notice' },
        h('p', {}, reviewed > 0 ? 'All reviewed.' : 'There is nothing to review here: there are no such images, or a person has labelled them all.'),
        h('a', { class: 'button primary', href: address(this.#batch, { model: this.#params.model }, 'quality') }, 'See the quality')));
      return;
    }
    const { prediction, sample } = item;
    const choices = choicesOf(prediction);
    this.#chosen = proposedFor(prediction);
    const image = h('img', { alt: `The picture ${shortKey(prediction)}` });
    thumbnailOf(prediction, undefined, Side).then(url => url && image.setAttribute('src', url));
    this.#queue.slice(this.#at + 1, this.#at + 1 + Ahead).forEach(next => thumbnailOf(next.prediction, undefined, Side));
    this.#problem.textContent = this.#all.value = this.#asked = '';
    this.#added.replaceChildren();
    this.#stage.replaceChildren(
      h('div', { class: 'frame' }, image),
      h('div', { class: 'facts' },
        h('p', { class: 'muted' }, shortKey(prediction), ` · ${sample}`, prediction.truth ? ` · ${prediction.truth.how} says ${truthText(prediction.truth)}` : ''),
        h('div', { class: 'choices', role: 'group', 'aria-label': 'What does it show?' },
          choices.map(({ label, confidence }, index) => this.#choice(label, index < 9 ? `${index + 1}` : '', percent(confidence))),
          this.#choice(undefined, 'x', '')),
        h('label', {}, this.#all, h('datalist', { id: 'all-labels' }, this.#labels().map(value => h('option', { value })))),
        h('div', { class: 'actions' },
          h('button', { type: 'button', class: 'primary', onclick: () => this.#confirm() }, 'Confirm ', h('kbd', {}, 'Enter')),
          this.#done.length > 0 && h('button', { type: 'button', onclick: () => this.#undo() }, 'Undo ', h('kbd', {}, 'z'))),
        this.#added));
    announce(`${shortKey(prediction)}: ${prediction.label} ${percent(prediction.confidence)}`);
  }

  #choice(label, key, detail) {
    return h('button', { type: 'button', 'data-label': label ?? '', 'aria-pressed': this.#isChosen(label), onclick: () => this.#choose(label) },
      h('kbd', {}, key), h('span', {}, label ?? 'none of these'), h('span', { class: 'count' }, detail));
  }

  #labels() {
    return labelNames(this.#summary.labels, this.#queue.map(({ prediction }) => prediction)).sort();
  }

  #isChosen(label) {
    return String(label ? this.#chosen.includes(label) : this.#chosen.length === 0);
  }

  /** A label that is pressed, instead of the one before. Of a multi-label model: with the others, or no longer. Undefined for none. */
  #choose(label) {
    const { multiLabel } = this.#queue[this.#at].prediction;
    if (multiLabel && this.#chosen.includes(label)) this.#press(this.#chosen.filter(chosen => chosen !== label));
    else this.#press(label === undefined ? [] : [...multiLabel ? this.#chosen : [], label]);
    this.#all.value = '';
  }

  /** A label that is typed: in the field, or of a multi-label model below, so that others can follow. */
  #add(label) {
    const { multiLabel } = this.#queue[this.#at].prediction;
    const offered = [...this.#stage.querySelectorAll('[data-label]')].map(({ dataset }) => dataset.label);
    if (multiLabel && !offered.includes(label)) this.#added.append(this.#choice(label, '+', ''));
    this.#press(multiLabel ? [...new Set([...this.#chosen, label])] : [label]);
    this.#all.value = multiLabel ? '' : label;
  }

  #press(labels) {
    this.#chosen = labels;
    if (this.#asked) this.#problem.textContent = this.#asked = '';
    this.#stage.querySelectorAll('[data-label]').forEach(button => button.setAttribute('aria-pressed', this.#isChosen(button.dataset.label)));
  }

  #confirm() {
    const item = this.#queue[this.#at];
    if (!item || !this.#takesTyped()) return;
    const { prediction, sample } = item;
    const right = (this.#chosen.length > 0 ? this.#chosen : ['unknown']).includes(prediction.label);
    this.#done.push({ item, right });
    this.#right += right ? 1 : 0;
    this.#at++;
    this.#keep(prediction, this.#chosen, sample);
    this.#show();
  }

  #takesTyped() {
    const typed = this.#all.value.trim();
    if (!typed) return true;
    const { label, completed, question } = takenFor(typed, this.#labels(), this.#asked);
    if (label) {
      this.#add(label);
      return true;
    }
    if (completed) this.#add(completed);
    else this.#problem.textContent = question;
    this.#asked = typed;
    this.#all.focus();
    return false;
  }

  #undo() {
    const last = this.#done.pop();
    if (!last) return;
    this.#right -= last.right ? 1 : 0;
    this.#at--;
    const { prediction, sample } = last.item;
    this.#keep(prediction, prediction.truth?.labels ?? null, prediction.truth ? prediction.truth.sample : sample, prediction.truth?.how ?? 'folder'); // nothing bars a folder's name later
    this.#show();
  }

  #keep(...said) {
    const save = this.#save(...said).finally(() => saving.delete(save));
    saving.add(save);
  }

  /** In the order of the keys, regardless of the order of the requests. */
  async #save({ key, version }, labels, sample, how) {
    try {
      await put(`/predictions/truth?key=${encodeURIComponent(key)}`, { labels, eTag: version.eTag, sample, how, at: new Date().toISOString() });
      this.#unsaved.delete(key);
    } catch (error) {
      this.#unsaved.set(key, error.message);
    }
    this.#loss.textContent = [...this.#unsaved].map(([lost, why]) => `Not saved: ${shortKey({ key: lost, batch: this.#batch })}. ${why}`).join(' ');
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('dialog, select')) return;
    const isTyping = event.target === this.#all;
    if (isTyping && !['Enter', 'Escape'].includes(event.key)) return;
    const item = this.#queue[this.#at];
    const numbered = item && choicesOf(item.prediction)[Number(event.key) - 1];
    const action = isTyping ? () => {
      if (event.key === 'Enter') return this.#confirm();
      this.#all.value = '';
      this.#press(item.prediction.multiLabel ? this.#chosen : proposedFor(item.prediction));
      this.#all.blur();
    } : numbered ? () => this.#choose(numbered.label)
      : { Enter: event.target.closest('button, a') ? undefined : () => this.#confirm(), x: () => item && this.#choose(undefined), z: () => this.#undo(), '/': () => this.#all.focus() }[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    action();
  }
}
