import { health } from './api.js';
import { h } from './dom.js';

/** The models that are deployed; none where that cannot be told. */
export const modelNames = () => health().then(({ models }) => models, () => []);

/** A choice among them, or of none. */
export const modelSelect = (models, none) => h('select', { name: 'model' }, h('option', { value: '' }, none), models.map(model => h('option', { value: model }, model)));
