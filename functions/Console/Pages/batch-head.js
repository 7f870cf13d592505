import { shares } from './charts.js';
import { h } from './dom.js';
import { explain } from './failures.js';
import { count, duration, rate, when } from './format.js';
import { address } from './route.js';

const States = { running: 'Running', quiet: 'Quiet', complete: 'Complete' };

/** Milliseconds after which nothing more is expected by itself. */
export const Recent = 60_000;

const Marked = 5000; // milliseconds within which other changes follow lastChangedAt

/** Whether results are coming, or may start at any moment because the batch is new. */
export const isMoving = ({ state, pending, countedAt, lastChangedAt, createdAt }) =>
  pending > 0 && (state === 'running' || !lastChangedAt && Date.parse(countedAt) - Date.parse(createdAt) < Recent);

/** In words: all that was expected is complete, though the pipeline may still be about to note it. */
export const stateOf = summary => isMoving(summary) ? 'running' : summary.expected && summary.pending === 0 ? 'complete' : summary.state;

/** How many images there are, or will be: a progress bar's end. */
export const sizeOf = ({ classified, failed, expected = 0, pending = 0, missing = 0 }) => Math.max(expected, classified + failed + Math.max(pending, missing), 1);

/** How many images the batch has, in all model versions. */
export const scoredOf = ({ classified, failed, missing = 0 }) => classified + failed + missing;

/** The error codes that another try may fix, of those that the filter leaves. */
export const retryable = (errors, code) => errors.filter(error => explain(error.code).retry && (!code || error.code === code));

/** Title and what can be done with the batch; remove is false where nothing can be deleted. */
export function header(summary, code, { retry, rescore, remove, download, choose, promote }) {
  const { batch, classified, failed, errors, models, model, current } = summary;
  const again = retryable(errors, code).reduce((sum, error) => sum + error.count, 0);
  const state = stateOf(summary);
  const viewed = model === current ? undefined : model;
  return [
    h('nav', { class: 'crumbs', 'aria-label': 'Breadcrumb' }, h('a', { href: '#/' }, 'Batches')),
    h('div', { class: 'title' },
      h('h1', {}, batch, h('span', { class: `state ${state}` }, States[state])),
      h('div', { class: 'actions' },
        models.length > 1 && h('label', {}, h('span', { class: 'unseen' }, 'Model version'),
          h('select', { 'data-name': 'model', onchange: ({ target }) => choose(target.value) }, models.map(each => h('option', { value: each, selected: each === model }, each === current ? `${each} (current)` : each)))),
        viewed && h('button', { type: 'button', 'data-name': 'promote', onclick: promote }, 'Make current'),
        classified > 0 && h('a', { class: 'button', href: address(batch, { model: viewed }, 'review') }, 'Review'),
        classified > 0 && h('a', { class: 'button', href: address(batch, { model: viewed }, 'quality') }, 'Quality'),
        models.length > 1 && h('a', { class: 'button', href: address(batch, { to: viewed }, 'compare') }, 'Compare'),
        again > 0 && h('button', { type: 'button', 'data-name': 'retry', onclick: retry }, `Retry ${count(again)} failed`),
        classified + failed > 0 && h('button', { type: 'button', 'data-name': 'rescore', onclick: rescore }, 'Score again …'),
        remove && classified + failed > 0 && h('button', { type: 'button', 'data-name': 'delete', onclick: remove }, 'Delete …'),
        classified + failed > 0 && h('span', { class: 'group', role: 'group', 'aria-label': 'Export' },
          h('button', { type: 'button', 'data-name': 'csv', onclick: () => download('csv') }, 'Export CSV'),
          h('button', { type: 'button', 'data-name': 'jsonl', onclick: () => download('jsonl') }, 'JSON lines'),
          h('button', { type: 'button', 'data-name': 'parquet', onclick: () => download('parquet') }, 'Parquet')))),
    summary.note && h('p', { class: 'note' }, summary.note),
  ];
}

/** How far it is, in a bar and in numbers. */
export function progress(summary) {
  const { classified, failed, pending = 0, startedAt, createdAt, completedAt, lastChangedAt, countedAt, models, model, missing = 0 } = summary;
  const state = stateOf(summary);
  const total = sizeOf(summary);
  const left = summary.estimatedEndAt && (Date.parse(summary.estimatedEndAt) - Date.parse(countedAt)) / 1000;
  const took = startedAt && (Math.min(Date.parse(completedAt), Date.parse(lastChangedAt) + Marked) - Date.parse(startedAt)) / 1000; // completion may be noted minutes later
  return [
    h('div', { class: 'progress', role: 'progressbar', 'aria-label': 'Classified and failed', 'aria-valuemin': 0, 'aria-valuemax': total, 'aria-valuenow': classified + failed },
      shares(classified / total, failed / total, { height: 10, 'aria-hidden': 'true' })),
    h('dl', { class: 'numbers' },
      number('classified', missing > 0 ? `${count(classified)} of ${count(scoredOf(summary))}` : count(classified)), number('failed', count(failed), failed > 0 && 'failed'),
      pending > missing && number('pending', `${summary.pendingIsApproximate ? 'about ' : ''}${count(pending - missing)}`),
      state === 'running' && summary.imagesPerSecond > 0 && number('images a second', rate(summary.imagesPerSecond)),
      state === 'running' && left > 0 && number('left', duration(left)),
      models.length === 1 && number('model', model),
      state === 'complete' && took > 0 && number('duration', `about ${duration(took)}`),
      missing > 0 && number('not scored by this version', count(missing), 'failed'),
      number(completedAt && state !== 'running' ? 'completed' : 'started', when(completedAt && state !== 'running' ? completedAt : createdAt))),
  ];
}

const number = (name, value, className) => h('div', { class: className }, h('dd', {}, value), h('dt', {}, name));
