import { bars, heightOf, histogram } from './charts.js';
import { h } from './dom.js';
import { explain } from './failures.js';
import { percent } from './format.js';

const AxisHeight = 30;
const PanelHeight = 84;

/** Labels, confidences and failures of a batch. A bar calls toggle({ name: value }) with the filter that it stands for. */
export function batchCharts({ labels, errors, confidence }, { label, code, min, max }, toggle) {
  // The right column is as high as the left one.
  const plotHeight = heightOf(labels) - AxisHeight - (errors.length > 0 ? heightOf(errors) + PanelHeight : 0);
  return [
    bars('Labels', labels.map(entry => ({ name: entry.label, text: entry.label, count: entry.count, detail: `mean confidence ${percent(entry.meanConfidence)}` })),
      label, name => toggle({ label: name })),
    h('div', {},
      histogram('Confidence', confidence, plotHeight, (from, to) => Number(min) === from && Number(max) === to, (from, to) => toggle({ min: `${from}`, max: `${to}` })),
      errors.length > 0 && bars('Failures', errors.map(error => ({ name: error.code, text: explain(error.code).name, count: error.count })),
        code, name => toggle({ code: name }), 'failures')),
  ];
}
