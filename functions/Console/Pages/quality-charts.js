import { h, svg } from './dom.js';
import { count, images, percent, percentExact } from './format.js';

const Side = 320;

const Scale = ['0%', 'confidence', '100%'];

/** What is covered and how much of it is right, from a confidence on. The threshold is dragged, or moved by the arrow keys. */
export function coverage({ curve, images: judged, unanswered, advice }) {
  const all = judged + unanswered;
  const words = h('p', { class: 'lead', role: 'status' });
  const line = svg('line', { class: 'threshold', y1: 0, y2: 100 });
  const range = h('input', { type: 'range', min: 0, max: 100, step: 1, 'aria-label': 'Minimum confidence, percent', oninput: ({ target }) => show(Number(target.value)) });
  const point = (x, y) => `${x.toFixed(2)},${(100 - y * 100).toFixed(2)}`;
  const covered = curve.map(({ threshold, covered: n }) => point(threshold * 100, n / all));
  const right = curve.filter(({ covered: n }) => n > 0).map(({ threshold, covered: n, right: r }) => point(threshold * 100, r / n));
  function show(at, { covered: n, right: r } = curve[at], text = `${at}%`) {
    line.setAttribute('x1', at);
    line.setAttribute('x2', at);
    words.textContent = n === 0 ? `No image reaches ${text}.`
      : `From ${text} it is right in ${percent(r / n)} of cases. That is ${percent(n / all)} of the images; ${count(all - n)} are left to look at.`;
  }
  const best = advice.at(-1);
  range.value = Math.round((best?.threshold ?? 0.5) * 100);
  if (best) {
    // Exactly its threshold, which is an image's confidence: a hundredth above would leave that image out.
    show(best.threshold * 100, { covered: all - best.left, right: best.accuracy * (all - best.left) }, percentExact(best.threshold));
  } else {
    show(Number(range.value));
  }
  return h('section', { class: 'panel', 'aria-label': 'Coverage' }, h('h2', {}, 'How far to trust it'), words, range,
    svg('svg', { class: 'curve', viewBox: '0 0 100 100', preserveAspectRatio: 'none', width: '100%', height: 180, role: 'img', 'aria-label': 'Share of the images, and accuracy, by minimum confidence' },
      svg('polyline', { class: 'covered', points: covered.join(' ') }), svg('polyline', { class: 'accurate', points: right.join(' ') }), line),
    h('p', { class: 'scale muted', 'aria-hidden': 'true' }, Scale.map(text => h('span', {}, text))),
    h('p', { class: 'muted' }, h('span', { class: 'key covered' }, 'share of the images'), ' ', h('span', { class: 'key accurate' }, 'right of those')));
}

/** Truth against label. link(truth, label) is where a cell leads. */
export function matrix(cells, labels, link) {
  const names = labels.map(({ label }) => label).slice(0, 40);
  const at = new Map(cells.map(cell => [JSON.stringify([cell.truth, cell.label]), cell.count]));
  const most = Math.max(...cells.map(cell => cell.count), 1);
  const cell = (truth, label) => {
    const n = at.get(JSON.stringify([truth, label])) ?? 0;
    const shade = n === 0 ? 0 : Math.ceil(n / most * 5);
    return h('td', { class: n === 0 ? null : `${truth === label ? 'hit' : 'miss'} shade-${shade}` },
      n > 0 && h('a', { href: link(truth, label), 'aria-label': `${images(n)} of ${truth}, classified as ${label}` }, count(n)));
  };
  return h('section', { class: 'panel', 'aria-label': 'Confusion matrix' }, h('h2', {}, 'Confusion matrix'),
    h('div', { class: 'scrolls', tabindex: 0, role: 'region', 'aria-label': 'Confusion matrix, scrolls' }, h('table', { class: 'matrix' },
      h('caption', { class: 'unseen' }, 'Rows: truth. Columns: prediction.'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'truth ↓ prediction →'), names.map(name => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, names.map(truth => h('tr', {}, h('th', { scope: 'row' }, truth), names.map(label => cell(truth, label))))))));
}

export const labelTable = ({ labels, exact }) => h('section', { class: 'panel', 'aria-label': 'Labels' }, h('h2', {}, 'Label by label'),
  h('p', { class: 'muted' }, exact === undefined ? 'The best label of a prediction counts, and of several truths the predicted one, otherwise the first.'
    : 'All labels of a prediction count here, and all truths; elsewhere, the best label.'),
  h('div', { class: 'scrolls', tabindex: 0, role: 'region', 'aria-label': 'Labels, scrolls' }, h('table', {},
    h('thead', {}, h('tr', {}, ['Label', 'Images', 'Precision', 'Recall', 'F1'].map(text => h('th', { scope: 'col' }, text)))),
    h('tbody', {}, labels.map(({ label, support, precision, recall, f1 }) => h('tr', {},
      h('th', { scope: 'row' }, label), h('td', {}, count(support)), [precision, recall, f1].map(share => h('td', {}, percentExact(share)))))))));

/** Confidence against accuracy, part by part: alike where the confidence can be believed. */
export function calibration({ calibration: bins, calibrationError }) {
  const width = Side / bins.length;
  return h('section', { class: 'panel', 'aria-label': 'Calibration' }, h('h2', {}, 'Can the confidence be believed?'),
    h('p', { class: 'muted' }, `Confidence and accuracy differ by ${percentExact(calibrationError)} on average.`),
    svg('svg', { viewBox: `0 0 ${Side} 130`, width: '100%', height: 150, role: 'img', 'aria-label': bins.filter(bin => bin.count > 0)
      .map(bin => `${percent(bin.from)} to ${percent(bin.to)}: ${percent(bin.accuracy)} of ${images(bin.count)} right`).join('; ') },
    bins.flatMap((bin, index) => bin.count > 0 ? [
      svg('rect', { class: 'value', x: index * width + 4, y: 110 - bin.accuracy * 100, width: width - 8, height: bin.accuracy * 100, rx: 2 }),
      svg('line', { class: 'threshold', x1: index * width + 2, x2: (index + 1) * width - 2, y1: 110 - bin.meanConfidence * 100, y2: 110 - bin.meanConfidence * 100 })] : []),
    svg('line', { class: 'axis', x1: 0, x2: Side, y1: 110.5, y2: 110.5 }),
    Scale.map((text, index) => svg('text', { class: 'count', x: index * Side / 2, y: 126, 'text-anchor': ['start', 'middle', 'end'][index], 'aria-hidden': 'true' }, text))),
    h('p', { class: 'muted' }, h('span', { class: 'key' }, 'right'), ' ', h('span', { class: 'key line' }, 'mean confidence')));
}
