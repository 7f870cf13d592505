import { meter } from './charts.js';
import { h } from './dom.js';
import { explain } from './failures.js';
import { percent, shortKey } from './format.js';
import { knownThumbnail, pictureOf, thumbnailOf } from './pictures.js';

const Doubt = 0.5;
const MostShown = 250_000; // bytes of a failed file, which has no thumbnail

/** What a truth says, in words. */
export const truthText = ({ labels }) => labels.length > 0 ? labels.join(', ') : 'none of the labels';

/** What a prediction says, in words. */
export const outcomeText = ({ status, label, error }) => status === 'FAILED' ? explain(error.code).name : status === 'MISSING' ? 'Not classified by this version' : label;

/** The shape of a card whose prediction is still to come. */
export const waiting = () => h('span', { class: 'card waiting' }, h('span', { class: 'picture' }), h('span', { class: 'caption' }), h('span', { class: 'file' }));

/** One prediction in the gallery. */
export function card(item, index, active) {
  const failed = item.status !== 'CLASSIFIED';
  const name = shortKey(item);
  const [file, folder] = [name.split('/').at(-1), name.split('/').slice(0, -1).join('/')];
  const label = outcomeText(item);
  const doubtful = !failed && item.confidence < Doubt;
  const truth = item.truth && (item.agrees ? '✓' : `✗ ${truthText(item.truth)}`);
  const image = h('img', { alt: '', decoding: 'async', draggable: 'false', onload: ({ target }) => target.classList.add('seen') });
  const show = url => url && image.setAttribute('src', url);
  const known = knownThumbnail(item);
  if (known) show(known);
  else if (!item.error) thumbnailOf(item, () => image.isConnected).then(show);
  else if (!explain(item.error.code).noPicture && item.image?.bytes <= MostShown) pictureOf(item.key, () => image.isConnected).then(show);
  return h('button', {
    type: 'button', class: `card${failed ? ' failed' : ''}${doubtful ? ' doubtful' : ''}`, tabindex: index === active ? 0 : -1, 'data-index': index,
    title: name,
    'aria-label': [label, !failed && percent(item.confidence), file, truth, folder && `in ${folder}`].filter(Boolean).join(' '), // begins with what is seen
  },
  h('span', { class: 'picture' }, image),
  h('span', { class: 'caption' }, h('span', { class: 'name' }, label), ' ', !failed && h('span', { class: 'confidence' }, percent(item.confidence))),
  failed ? h('span', { class: 'meter' }) : meter(item.confidence),
  h('span', { class: 'file' }, h('span', {}, file), ' ', truth && h('span', { class: item.agrees ? 'right' : 'wrong' }, truth)));
}
