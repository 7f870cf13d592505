import { h } from './dom.js';
import { count, images } from './format.js';
import { upload, uploadOf } from './uploads.js';

/** How far this page's upload to the batch is, and what it lost. Hidden where there is nothing to say. */
export function showSending(element, batch) {
  const state = uploadOf(batch);
  element.hidden = !state || (state.ended && state.failed.length === 0);
  if (element.hidden) return;
  const { total, done, failed, message } = state;
  const again = () => upload(batch, failed.map(({ name, file }) => ({ name, file })));
  element.replaceChildren(state.ended
    ? h('p', {}, `${images(failed.length)} could not be uploaded. ${message ?? ''} `, h('button', { type: 'button', onclick: again }, 'Upload them again'))
    : h('label', {}, `Uploading: ${count(done)} of ${images(total)}`, h('progress', { max: total, value: done })));
}
