import { canSignOut, signIn, signOut, start } from './auth.js';
import { BatchView } from './batch.js';
import { CompareView } from './compare.js';
import { Detail } from './detail.js';
import { announce, find, h } from './dom.js';
import { HomeView } from './home.js';
import { QualityView } from './quality.js';
import { ReviewView } from './review.js';
import { visible } from './format.js';
import { go, route } from './route.js';
import { ask } from './upload-dialog.js';
import { areTaken, fromDrop, fromInput, isUploading } from './uploads.js';

const Pages = { compare: CompareView, quality: QualityView, review: ReviewView };

let view;
let shown;
const detail = new Detail((key, direction) => view?.step?.(key, direction), key => view?.moved?.(key));

/** Shows what the address says: another view, or the same one with other parameters. */
async function render() {
  const { batch, page, params } = route();
  const wanted = JSON.stringify([batch, page]);
  try {
    if (wanted === shown) return await view.update(params);
    shown = wanted;
    view?.dispose();
    view = !batch ? new HomeView() : page in Pages ? new Pages[page](batch, params) : new BatchView(batch, params, detail);
    document.title = visible(`${batch ? `${page in Pages ? `${page[0].toUpperCase()}${page.slice(1)}: ` : ''}${batch} – ` : ''}Image classification`);
    find('main').replaceChildren(view.element);
    scrollTo(0, 0);
    await view.start();
  } catch (error) {
    if (error.name !== 'AbortError' && wanted === shown) fail(error);
  }
}

function fail(error) {
  const signedOut = error.status === 401;
  const [text, action] = signedOut ? ['Sign in', signIn] : ['Try again', () => location.reload()];
  view?.dispose();
  view = shown = undefined;
  document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());
  find('main').replaceChildren(h('div', { class: 'notice', role: 'alert' },
    h('h1', {}, signedOut ? 'You are signed out' : error.status === 404 ? 'Not found' : 'That did not work'),
    h('p', {}, error instanceof TypeError ? 'The server cannot be reached.' : error.message),
    h('p', { class: 'actions' }, h('button', { type: 'button', class: 'primary', onclick: action }, text), h('a', { class: 'button', href: '#/' }, 'All batches'))));
}

function listenToKeys() {
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog')) return;
    const action = { '?': () => find('help-dialog').showModal(), '/': () => view?.focusFilter?.(), u: () => !find('upload').hidden && find('files').click() }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function listenToDrops() {
  let depth = 0; // dragenter and dragleave come for every child
  const hint = shown => { find('drop-hint').hidden = !shown || find('upload').hidden; };
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  addEventListener('dragenter', event => { if (carriesFiles(event)) hint(++depth > 0); });
  addEventListener('dragleave', event => { if (carriesFiles(event)) hint(--depth > 0); });
  addEventListener('dragover', event => { if (carriesFiles(event)) event.preventDefault(); });
  addEventListener('drop', async event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    hint(depth = 0);
    offer(await fromDrop(event.dataTransfer));
  });
}

async function offer(chosen) {
  if (!await areTaken()) return announce('Uploads are off: the pipeline only reads this bucket');
  if (chosen.found.length === 0) return announce('The folder has no files');
  ask(chosen, route().batch);
}

for (const id of ['files', 'folder']) {
  find(id).addEventListener('change', ({ target }) => {
    if (target.files.length > 0) offer(fromInput(target.files));
    target.value = '';
  });
}

find('upload').addEventListener('click', () => find('files').click());
find('upload-folder').addEventListener('click', () => find('folder').click());
find('help').addEventListener('click', () => find('help-dialog').showModal());
find('sign-out').addEventListener('click', () => {
  detail.close();
  view?.dispose();
  view = shown = undefined;
  find('main').replaceChildren();
  signOut();
});
find('help-dialog').addEventListener('click', ({ target }) => target === find('help-dialog') && target.close());
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault(); // the address says what is seen, not where
  find('main').focus();
});
addEventListener('beforeunload', event => isUploading() && event.preventDefault());
addEventListener('signedout', ({ detail: error }) => fail(error));
addEventListener('popstate', render);
// Back may bring a page as it was left, with all that it knew. Who signs in now need not be who did then.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
listenToKeys();
listenToDrops();

try {
  await start();
  find('sign-out').hidden = !canSignOut();
  await render();
  if (await areTaken()) document.querySelectorAll('.uploads').forEach(element => { element.hidden = false; });
} catch (error) {
  fail(error);
}
