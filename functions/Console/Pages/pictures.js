import { post } from './api.js';

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
