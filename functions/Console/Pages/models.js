import { get } from './api.js';
import { h } from './dom.js';

let names;

/** The models that are deployed; none where that cannot be told. */
export const modelNames = () => names ??= get('/health').then(({ models }) => models, () => {
  names = undefined;
  return [];
});

/** A choice among them, or of none. */
export const modelSelect = (models, none) => h('select', { name: 'model' }, h('option', { value: '' }, none), models.map(model => h('option', { value: model }, model)));
