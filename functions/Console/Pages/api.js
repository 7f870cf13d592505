import { token } from './auth.js';

const Tries = 4;
const FirstDelay = 400;

/** An answer that is not 2xx. Its message is the problem document's detail, written for people. */
export class ApiError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export const get = (path, query, options) => json('GET', path, { query, ...options });
export const put = (path, body) => json('PUT', path, { body });
export const post = (path, body, options) => json('POST', path, { body, ...options });

let asked;
/** What the API says of itself, asked once; again after a fault. */
export const health = () => asked ??= get('/health').catch(error => {
  asked = undefined;
  throw error;
});

/** Browsers resolve the names . and .. in paths, so those travel in the query. */
export const batchPath = (batch, rest = '') => ['.', '..'].includes(batch) ? `/batches/-${rest}?batch=${batch}` : `/batches/${encodeURIComponent(batch)}${rest}`;

/** Every page of a list, one after the other. */
export async function* pages(path, query, options) {
  for (let cursor; ;) {
    const page = await get(path, { ...query, cursor }, options);
    yield page;
    cursor = page.nextCursor;
    if (!cursor) return;
  }
}

/** Repeats a bounded call with the cursor that it answers, and counts what was queued. */
export async function drain(path, body) {
  let queued = 0;
  for (let cursor; ;) {
    const step = await post(path, { ...body, cursor });
    queued += step.queued;
    cursor = step.nextCursor;
    if (!cursor) return queued;
  }
}

/** The response itself, if it is 2xx. Transient errors are retried. If nobody is signed in, the window gets an event signedout too. */
export async function request(...call) {
  try {
    return await sent(...call);
  } catch (error) {
    if (error.status === 401) dispatchEvent(new CustomEvent('signedout', { detail: error }));
    throw error;
  }
}

async function sent(method, path, { query, body, type = 'application/json', signal } = {}) {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') url.searchParams.set(name, value);
  }
  const bearer = await token();
  const headers = { ...(bearer && { authorization: `Bearer ${bearer}` }), ...(body && { 'content-type': type }) };
  const response = await patiently(() => fetch(url, { method, headers, signal, body: body && (type === 'application/json' ? JSON.stringify(body) : body) }));
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new ApiError(response.status, problem.detail ?? problem.message ?? `The server answered ${response.status}.`);
}

/** Tries again, ever later, while the network fails, or the server is busy or out of order. */
export async function patiently(send) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await send();
      if (attempt === Tries || (response.status < 500 && response.status !== 429)) return response;
    } catch (error) {
      if (error.name === 'AbortError' || attempt === Tries) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, FirstDelay * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)));
  }
}

async function json(...call) {
  return (await request(...call)).json();
}
