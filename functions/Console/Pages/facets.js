import { batchPath, pages } from './api.js';
import { queryOf } from './filters.js';
import { images } from './format.js';

const PageSize = 200;
const Most = 5000; // images that are counted here

/**
 * What the charts show under a filter: labels and failures by all of it but the label, failure or status that is chosen, confidences by
 * all of it but their range, so that a chart still offers what else could be chosen in it. Without a filter, the summary has it all.
 */
export async function facets(batch, params, summary, options) {
  const counted = new Map();
  const count = async free => {
    const query = queryOf({ ...params, ...Object.fromEntries([...free, 'sort', 'model', 'open'].map(name => [name, undefined])) });
    const key = JSON.stringify(query);
    if (Object.entries(query).every(([name, value]) => !value || (name === 'status' && value === 'CLASSIFIED'))) return summary;
    if (!counted.has(key)) counted.set(key, tally(batch, { ...query, model: params.model }, summary.confidence.length, options));
    return counted.get(key);
  };
  const [what, range] = await Promise.all([count(['label', 'code', 'status']), count(['min', 'max'])]);
  return { labels: what.labels, errors: what.errors, confidence: range.confidence, cut: what.cut ?? range.cut };
}

async function tally(batch, query, parts, options) {
  const [labels, errors, confidence] = [new Map(), new Map(), new Array(parts).fill(0)];
  const add = (map, name) => map.set(name, (map.get(name) ?? 0) + 1);
  let seen = 0;
  let cut;
  for await (const { predictions, nextCursor } of pages(batchPath(batch, '/predictions'), { ...query, limit: PageSize }, options)) {
    for (const { label, error, confidence: sure } of predictions) {
      if (error) add(errors, error.code);
      if (label === undefined) continue;
      add(labels, label);
      confidence[Math.min(parts - 1, Math.floor(sure * parts))]++;
    }
    seen += predictions.length;
    if (seen < Most || !nextCursor) continue;
    cut = `Of the first ${images(seen)} that the filter leaves.`;
    break;
  }
  const sorted = (map, name) => [...map].sort(([, n], [, m]) => m - n).map(([each, n]) => ({ [name]: each, count: n }));
  return { labels: sorted(labels, 'label'), errors: sorted(errors, 'code'), confidence, cut };
}
