import { find, h } from './dom.js';
import { bytes, images, visible } from './format.js';
import { address, go } from './route.js';
import { modelNames, modelSelect } from './models.js';
import { choose, declare, Formats, upload } from './uploads.js';

const MostNamed = 50;

/** Asks for the batch's name and model, then uploads. */
export async function ask({ folder, found }, current) {
  const dialog = find('upload-dialog');
  const { files, leftOut, bytes: size } = await choose(found);
  const name = h('input', { name: 'batch', required: true, maxlength: 200, pattern: '(?!\\s*\\.{1,2}\\s*$)[^\\/]+', autocomplete: 'off', spellcheck: 'false', value: current ?? folder ?? today(), title: 'Any characters but a slash, and not . or ..' });
  const models = await modelNames();
  const model = modelSelect(models, 'Default');
  const note = h('input', { name: 'note', maxlength: 500, autocomplete: 'off', placeholder: 'optional' });
  const problem = h('p', { role: 'alert', class: 'failed' });
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'upload-title' }, files.length > 0 ? `Upload ${images(files.length)}` : 'Nothing to upload'),
    h('p', { class: 'muted' }, files.length > 0 ? bytes(size) : `Images are ${Formats}.`, leftOut.length > 0 && files.length > 0 ? `. ${leftOut.length} other ${leftOut.length === 1 ? 'file is' : 'files are'} skipped.` : ''),
    leftOut.length > 0 && h('details', {}, h('summary', {}, 'What is skipped'), h('ul', { class: 'left-out', tabindex: 0 },
      leftOut.slice(0, MostNamed).map(({ name: each, reason }) => h('li', {}, each, h('span', { class: 'muted' }, ` ${reason}`))),
      leftOut.length > MostNamed && h('li', { class: 'muted' }, `and ${leftOut.length - MostNamed} more`))),
    files.length > 0 && [h('label', {}, h('span', {}, 'Batch'), name), models.length > 1 && h('label', {}, h('span', {}, 'Model'), model), h('label', {}, h('span', {}, 'Note'), note)],
    problem,
    h('div', { class: 'actions' },
      h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      files.length > 0 && h('button', { class: 'primary' }, 'Upload')));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const batch = name.value.trim();
    form.inert = true;
    try {
      await declare(batch, files.map(file => file.name), note.value.trim(), model.value);
      dialog.close();
      upload(batch, files);
      go(address(batch));
    } catch (error) {
      form.inert = false;
      problem.textContent = visible(error.message);
    }
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  name.select();
}

/** A name that sorts by time. */
function today() {
  const now = new Date();
  const two = n => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}.${two(now.getMinutes())}`;
}
