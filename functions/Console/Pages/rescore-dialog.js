import { batchPath, drain } from './api.js';
import { find, h } from './dom.js';
import { visible } from './format.js';
import { modelNames, modelSelect } from './models.js';

/** Asks for a model, and has the batch's images scored by it. queued(n) hears how many. */
export async function rescore(batch, queued) {
  const dialog = find('upload-dialog');
  const model = modelSelect(await modelNames(), 'Default');
  const problem = h('p', { role: 'alert', class: 'failed' });
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'upload-title' }, 'Score again'),
    h('p', { class: 'muted' }, 'By another model, or by a newer version of the same. Images that it has already scored keep their prediction, and the current version stays current.'),
    h('label', {}, h('span', {}, 'Model'), model), problem,
    h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), h('button', { class: 'primary' }, 'Score again')));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    form.inert = true;
    try {
      const n = await drain(batchPath(batch, '/backfill'), { model: model.value || undefined });
      dialog.close();
      queued(n);
    } catch (error) {
      form.inert = false;
      problem.textContent = visible(error.message);
    }
  });
  dialog.replaceChildren(form);
  dialog.showModal();
}
