import { batchPath, request } from './api.js';
import { announce, find, h } from './dom.js';
import { images, visible } from './format.js';
import { go } from './route.js';

/** Asks for the batch's name, then deletes its images and shows the batches. */
export async function deleteBatch(batch, total) {
  const dialog = find('upload-dialog');
  const problem = h('p', { role: 'alert', class: 'failed' });
  const done = h('p', { role: 'status', class: 'muted' });
  const sure = h('button', { class: 'primary', disabled: true }, 'Delete');
  const name = h('input', { 'data-name': 'sure', autocomplete: 'off', oninput: () => { sure.disabled = name.value !== visible(batch); } });
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'upload-title' }, `Delete ${visible(batch)}`),
    h('p', {}, `Its ${images(total)} and their predictions are deleted. This cannot be undone. Truths are kept, in case the same files are uploaded again.`),
    h('label', {}, h('span', {}, `Type ${visible(batch)} to confirm`), name), problem, done,
    h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), sure));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    [form.inert, problem.textContent] = [true, ''];
    try {
      let deleted = 0;
      for (let cursor; ;) {
        const slice = await request('DELETE', batchPath(batch), { query: { cursor } }).then(response => response.json());
        deleted += slice.deleted;
        done.textContent = `${images(deleted)} deleted`;
        cursor = slice.nextCursor;
        if (!cursor) break;
      }
      dialog.close();
      announce(`${visible(batch)} is deleted`);
      go('#/');
    } catch (error) {
      form.inert = false;
      problem.textContent = visible(error.message);
    }
  });
  dialog.replaceChildren(form);
  dialog.showModal();
}
