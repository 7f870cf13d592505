import { meter } from './charts.js';
import { h } from './dom.js';
import { explain } from './failures.js';
import { percent, shortKey } from './format.js';
import { knownPicture, pictureOf } from './pictures.js';

const Doubt = 0.5;

/** The shape of a card whose prediction is still to come. */
export const waiting = () => h('span', { class: 'card waiting' }, h('span', { class: 'picture' }), h('span', { class: 'caption' }));

/** One prediction in the gallery. */
export function card(item, index, active) {
  const failed = item.status === 'FAILED';
  const name = shortKey(item);
  const label = failed ? explain(item.error.code).name : item.label;
  const doubtful = !failed && item.confidence < Doubt;
  const image = h('img', { alt: '', decoding: 'async', draggable: 'false', onload: ({ target }) => target.classList.add('seen') });
  const show = url => url && image.setAttribute('src', url);
  const known = knownPicture(item.key);
  if (known) show(known);
  else if (!failed || item.error.code !== 'OBJECT_GONE') pictureOf(item.key, () => image.isConnected).then(show);
  return h('button', {
    type: 'button', class: `card${failed ? ' failed' : ''}${doubtful ? ' doubtful' : ''}`, tabindex: index === active ? 0 : -1, 'data-index': index,
    title: name,
    'aria-label': failed ? `${label}, ${name}` : `${label} ${percent(item.confidence)}, ${name}`,
  },
  h('span', { class: 'picture' }, image),
  h('span', { class: 'caption' }, h('span', { class: 'name' }, label), ' ', !failed && h('span', { class: 'confidence' }, percent(item.confidence))),
  failed ? h('span', { class: 'meter' }) : meter(item.confidence));
}
