import { post, request } from './api.js';

const KeysPerRequest = 100;
const Pause = 60; // milliseconds to gather keys, and to let fast scrolling pass
const Margin = 60_000;

const known = new Map();
let waiting = new Map();
let timer;

/** A presigned address of the object's picture, asked for together with others. Undefined where there is none, or it is no longer wanted. */
export function pictureOf(key, isWanted = () => true) {
  const found = known.get(key);
  if (found && found.expiresAt - Margin > Date.now()) return Promise.resolve(found.url);
  if (!waiting.has(key)) {
    let resolve;
    const promise = new Promise(done => { resolve = done; });
    waiting.set(key, { promise, resolve, isWanted });
    timer ??= setTimeout(ask, Pause);
  }
  return waiting.get(key).promise;
}

/** The address if it is known now, so that nothing flickers. */
export const knownPicture = key => {
  const found = known.get(key);
  return found && found.expiresAt - Margin > Date.now() ? found.url : undefined;
};

async function ask() {
  const asked = waiting;
  [waiting, timer] = [new Map(), undefined];
  const keys = [...asked.keys()].filter(key => asked.get(key).isWanted());
  for (let at = 0; at < keys.length; at += KeysPerRequest) {
    const some = keys.slice(at, at + KeysPerRequest);
    try {
      const { images, expiresAt } = await post('/predictions/images', { keys: some });
      for (const { key, url } of images) known.set(key, { url, expiresAt: Date.parse(expiresAt) });
    } catch {
      // Without pictures the page still tells everything else.
    }
  }
  for (const [key, { resolve }] of asked) resolve(known.get(key)?.url);
}

const MostKept = 3000; // small pictures, some kilobytes each
const Parallel = 8;

const small = new Map();
const queue = [];
let working = 0;

/**
 * An address of a small picture of the prediction's version of the object, upright and in a format that every browser shows; the original's
 * where there is none. Undefined where it is no longer wanted. The browser keeps what it has fetched.
 */
export function thumbnailOf({ key, version }, isWanted = () => true, side = 320) {
  const name = `${side} ${version?.eTag} ${key}`;
  const found = small.get(name);
  if (found) return Promise.resolve(found);
  return new Promise(resolve => {
    queue.push({ name, key, eTag: version?.eTag, side, isWanted, resolve });
    setTimeout(work, Pause); // who asks may put the picture into the page only afterwards
  });
}

async function work() {
  if (working >= Parallel) return;
  working++;
  for (let next; (next = queue.shift());) next.resolve(next.isWanted() ? await make(next) : undefined);
  working--;
}

async function make({ name, key, eTag, side, isWanted }) {
  try {
    if (!eTag) return await pictureOf(key, isWanted);
    const response = await request('GET', '/thumbnail', { query: { key, eTag, side } });
    const url = URL.createObjectURL(await response.blob());
    small.set(name, url);
    if (small.size > MostKept) {
      const [oldest] = small.keys();
      URL.revokeObjectURL(small.get(oldest));
      small.delete(oldest);
    }
    return url;
  } catch {
    return pictureOf(key, isWanted); // an original is better than nothing
  }
}

/** The small picture's address if it is known now, so that nothing flickers. */
export const knownThumbnail = ({ key, version }) => small.get(`320 ${version?.eTag} ${key}`);
