import { batchPath, get, pages } from './api.js';

const Share = 200; // the most of each kind that is looked for

export const Mixes = { mixed: 'A mix', doubtful: 'Doubtful', disputed: 'Disputed', random: 'A random sample' };

/**
 * What is worth a look, without what a person has judged already: [{ prediction, sample }]. Only a random sample tells how good the model is
 * on the whole batch, so each image keeps why it was chosen.
 */
export async function reviewQueue(batch, summary, mix, most, options) {
  const kinds = mix === 'mixed' ? ['doubtful', 'disputed', 'random'] : [mix];
  const found = await Promise.all(kinds.map(async kind => (await Sources[kind](batch, summary, options)).filter(isOpen).map(prediction => ({ prediction, sample: kind }))));
  const [queue, seen] = [[], new Set()];
  while (queue.length < most && found.some(list => list.length > 0)) {
    for (const list of found) {
      let next;
      while ((next = list.shift()) && seen.has(next.prediction.key));
      if (!next || queue.length === most) continue;
      seen.add(next.prediction.key);
      queue.push(next);
    }
  }
  return queue;
}

const isOpen = ({ status, truth }) => status === 'CLASSIFIED' && truth?.how !== 'person';

const Sources = { doubtful, disputed, random };

async function doubtful(batch, { model }, options) {
  return take(pages(batchPath(batch, '/predictions'), { model, sort: 'confidence', order: 'asc', limit: Share }, options));
}

/** The label differs from the folder, or from what another model version says. */
async function disputed(batch, { model, models }, options) {
  const found = await take(pages(batchPath(batch, '/predictions'), { model, differs: 'folder', limit: Share }, options));
  const seen = new Set(found.map(({ key }) => key));
  for (const other of models.filter(each => each !== model)) {
    if (found.length >= Share) break;
    for await (const { changed } of pages(batchPath(batch, '/compare'), { from: other, to: model, limit: Share }, options)) {
      const keys = changed.map(({ key }) => key).filter(key => !seen.has(key)).slice(0, Share - found.length);
      keys.forEach(key => seen.add(key));
      found.push(...await Promise.all(keys.map(key => get('/predictions', { key, model }, options))));
      if (found.length >= Share) break;
    }
  }
  return found;
}

/** Each with the same chance, however long the batch is. */
async function random(batch, { model }, options) {
  const [chosen, state] = [[], { seen: 0 }];
  for await (const page of pages(batchPath(batch, '/predictions'), { model, status: 'CLASSIFIED', limit: 200 }, options)) {
    for (const prediction of page.predictions.filter(isOpen)) {
      const at = Math.floor(Math.random() * ++state.seen);
      if (chosen.length < Share) chosen.splice(Math.floor(Math.random() * (chosen.length + 1)), 0, prediction);
      else if (at < Share) chosen[at] = prediction;
    }
  }
  return chosen;
}

async function take(list) {
  const found = [];
  for await (const page of list) {
    found.push(...page.predictions.filter(isOpen));
    if (found.length >= Share) break;
  }
  return found.slice(0, Share);
}
