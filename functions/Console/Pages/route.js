// What is seen stands in the address: #/ and #/batches/{batch}[/compare]?filters. So a view can be sent, and Back works.

/** { batch, page, params } of the address. No batch: the list of batches. */
export function route() {
  const [path, query] = location.hash.slice(1).split('?');
  const [, , batch, page] = path.split('/');
  return { batch: batch && decoded(batch), page, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** As it is where it is no encoding: a hand-written % does not. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function address(batch, params = {}, page) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== ''));
  return `#/batches/${encodeURIComponent(batch)}${page ? `/${page}` : ''}${query.size ? `?${query}` : ''}`;
}

/** Whether Back leads to what was seen here before. */
export const hasBack = () => Boolean(history.state?.inside);

/** Changes the address and what is seen. Replacing leaves no step for Back. */
export function go(hash, { replace = false } = {}) {
  if (hash === location.hash) return;
  if (replace) history.replaceState(history.state, '', hash);
  else history.pushState({ inside: true }, '', hash);
  dispatchEvent(new Event('popstate'));
}
