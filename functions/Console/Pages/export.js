import { batchPath, request } from './api.js';
import { h } from './dom.js';

const Lifetime = 15_000; // milliseconds that a browser has to begin with a file in memory

/**
 * Has the browser save the predictions of the batch that fit the filter: the file itself, or from the bucket what is too long
 * for a response. A CSV is for spreadsheets.
 */
export async function download(batch, format, filter) {
  const response = await request('GET', batchPath(batch, '/export'), { query: { ...filter, format, bom: format === 'csv' || undefined } });
  const isLink = response.headers.get('content-type').startsWith('application/json');
  const href = isLink ? (await response.json()).url : URL.createObjectURL(await response.blob());
  h('a', { href, download: `${batch}.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), Lifetime);
}
