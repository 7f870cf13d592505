import { get } from './api.js';

export const PageSize = 200;
const Highest = 100_000; // browsers lay out no page that is much longer

/** The predictions that a query finds, loaded page by page. */
export class Listing {
  items = [];
  ended = false;
  error;
  #changed;
  #query;
  #cursor;
  #loading;
  #stop = new AbortController();

  /** @param changed called when items came or did not come. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Whether there are more than are listed. */
  get isCut() { return this.ended && Boolean(this.#cursor) && !this.error; }
  get isLoading() { return Boolean(this.#loading); }

  /** How many to make room for, where the total may be unknown. */
  length(total, spare) {
    return this.ended ? this.items.length : Math.min(Highest, Math.max(total ?? 0, this.items.length + spare));
  }

  /** Where the key is among those that the filter leaves: { at, of }, from 1; of is undefined where nobody knows. */
  placeOf(key, total) {
    const at = this.items.findIndex(item => item.key === key) + 1;
    return at > 0 ? { at, of: this.ended && !this.isCut ? this.items.length : total } : undefined;
  }

  dispose() {
    this.#stop.abort();
  }

  /** Another query: { path, query }; without one the same again. What is listed stays until its first page is there. */
  show(query = this.#query, replaced) {
    this.#stop.abort();
    this.#stop = new AbortController();
    [this.#query, this.#cursor, this.ended, this.error, this.#loading] = [query, undefined, false, undefined, undefined];
    return this.load(page => {
      this.items = page;
      replaced();
    });
  }

  /** One page at a time. Who asks meanwhile waits for it. */
  load(replace) {
    this.#loading ??= this.#loadPage(replace, this.#stop.signal);
    return this.#loading;
  }

  async #loadPage(replace, signal) {
    try {
      const page = await get(this.#query.path, { limit: PageSize, ...this.#query.query, cursor: this.#cursor }, { signal });
      if (signal.aborted) return;
      if (replace) replace(page.predictions);
      else this.items.push(...page.predictions);
      [this.#cursor, this.ended, this.error] = [page.nextCursor, !page.nextCursor || this.items.length >= Highest, undefined];
    } catch (error) {
      if (signal.aborted) return;
      [this.error, this.ended] = [error, true];
      replace?.([]);
    }
    this.#loading = undefined;
    this.#changed();
    if (this.items.length < PageSize / 4 && !this.ended) await this.load(); // a selective filter gives short pages
  }
}
