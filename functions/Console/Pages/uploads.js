import { batchPath, health, pages, patiently, post, put } from './api.js';
import { bytes, shortKey } from './format.js';

const FilesPerRequest = 100; // the most that POST /uploads signs at a time
const Parallel = 6; // connections that browsers open to one host
const Types = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp', 'image/heic', 'image/avif', 'image/tiff'];
const OtherExtensions = { jpg: 'image/jpeg', jpe: 'image/jpeg', jfif: 'image/jpeg', heif: 'image/heic', hif: 'image/heic', tif: 'image/tiff' };

/** As shared/Contracts/ImageFormats.cs has them, like their types; a test keeps them alike. */
export const Formats = 'JPEG, PNG, GIF, WebP, BMP, HEIC, AVIF or TIFF';

const running = new Map();

/** Whether images can be uploaded and deleted: not where the pipeline only reads its bucket. */
export const areTaken = async () => (await health()).allowsUploads;

/** Tells of every change of an upload. */
export const uploads = new EventTarget();

/** { total, done, failed: [files], message, ended } of the batch's last upload from this page. */
export const uploadOf = batch => running.get(batch);
export const isUploading = () => [...running.values()].some(upload => !upload.ended);

/** What can be uploaded, and what cannot and why: by type and size, as POST /uploads does it. */
export async function choose(found) {
  const { maxObjectBytes = Infinity } = await health().catch(() => ({})); // POST /uploads judges too
  const fault = ({ file }) => !typeOf(file) ? 'not a supported image' : file.size === 0 ? 'empty' : file.size > maxObjectBytes ? `more than ${bytes(maxObjectBytes)}` : undefined;
  const files = found.filter(item => !fault(item));
  const leftOut = found.filter(fault).map(item => ({ name: item.name, reason: fault(item) }));
  return { files, leftOut, bytes: files.reduce((sum, { file }) => sum + file.size, 0) };
}

/** By the extension where the browser does not know it: Chromium has image/heif for .heic, and nothing for .HEIC. */
const typeOf = ({ type, name }) => {
  const extension = name.split('.').at(-1).toLowerCase();
  return [type, OtherExtensions[extension], `image/${extension}`].find(each => Types.includes(each));
};

/** Files by their names below the folder, if one folder was chosen; it also names the batch. */
export function fromInput(list) {
  const found = [...list].map(file => ({ name: file.webkitRelativePath || file.name, file }));
  return below(found, found[0]?.file.webkitRelativePath ? found[0].name.split('/')[0] : undefined);
}

export async function fromDrop(transfer) {
  // Entries must be taken before the first await: the list is empty afterwards.
  const dropped = [...transfer.items].filter(item => item.kind === 'file').map(item => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found = (await Promise.all(dropped.map(walk))).flat();
  return below(found, dropped.length === 1 && dropped[0].isDirectory ? dropped[0].name : undefined);
}

/** Has the requests signed and sends the files. */
export async function upload(batch, files) {
  const state = { total: files.length, done: 0, failed: [], ended: false };
  running.set(batch, state);
  const changed = () => uploads.dispatchEvent(new Event('change'));
  changed();
  try {
    for (let at = 0; at < files.length; at += FilesPerRequest) {
      const chunk = files.slice(at, at + FilesPerRequest);
      const signed = await post('/uploads', { batch, files: chunk.map(({ name, file }) => ({ name, type: typeOf(file), size: file.size })) });
      const left = chunk.map((item, index) => ({ ...item, request: signed.uploads[index] }));
      await Promise.all(Array.from({ length: Parallel }, async () => {
        for (let item; (item = left.shift());) {
          if (await send(item)) state.done++;
          else state.failed.push(item);
          changed();
        }
      }));
    }
  } catch (error) {
    state.message = error.message;
    state.failed = state.failed.concat(files.slice(state.done + state.failed.length));
  }
  state.ended = true;
  changed();
}

async function send({ file, request: { url, method, headers } }) {
  try {
    return (await patiently(() => fetch(url, { method, headers, body: file }))).ok;
  } catch {
    return false;
  }
}

/** Says how many images the batch will have. One that is there already keeps what is known of it, and counts no image twice. */
export async function declare(batch, names, note, model) {
  const known = await find(batch);
  const keys = new Set(names);
  if (known) {
    for await (const page of pages(batchPath(batch, '/predictions'), { limit: 200 })) page.predictions.forEach(prediction => keys.add(shortKey(prediction)));
  }
  await put(batchPath(batch), { expected: Math.max(keys.size, known?.expected ?? 0), note: note || known?.note, model: model || known?.model });
}

/** The batch's entry in the list. Not asked for by its name, because browsers report the 404 of a new one as an error. */
async function find(batch) {
  for await (const page of pages('/batches', { limit: 200 })) {
    const found = page.batches.find(entry => entry.batch === batch);
    if (found) return found;
  }
  return undefined;
}

async function walk(entry) {
  if (entry instanceof File) return [{ name: entry.name, file: entry }];
  if (entry.isFile) return [{ name: entry.fullPath.slice(1), file: await new Promise((resolve, reject) => entry.file(resolve, reject)) }];
  const reader = entry.createReader();
  let found = [];
  for (let some; (some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))).length > 0;) {
    found = found.concat(...await Promise.all(some.map(walk))); // Chromium reads 100 at a time
  }
  return found;
}

function below(found, folder) {
  const visible = found.filter(({ name }) => !name.split('/').some(part => part.startsWith('.')));
  return { folder, found: folder ? visible.map(({ name, file }) => ({ name: name.slice(folder.length + 1), file })) : visible };
}
