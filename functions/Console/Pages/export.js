import { batchPath, request } from './api.js';
import { h } from './dom.js';

const Lifetime = 15_000; // milliseconds that a browser has to begin with a file in memory

/** Has the browser save the batch's predictions: the file itself, or from the bucket what is too long for a response. */
export async function download(batch, format, model) {
  const response = await request('GET', batchPath(batch, '/export'), { query: { format, model } });
  const isLink = response.headers.get('content-type').startsWith('application/json');
  const href = isLink ? (await response.json()).url : URL.createObjectURL(await response.blob());
  h('a', { href, download: `${batch}.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), Lifetime);
}
