import { h, rove, svg } from './dom.js';
import { count, images } from './format.js';

const Bars = 12;
const RowHeight = 34;
const Plot = 120;

/** Labels or errors, most frequent first: [{ name, text, count, detail }]. A bar calls choose(name). */
export function bars(title, entries, active, choose, className = '') {
  const shown = entries.slice(0, Bars);
  const most = Math.max(...shown.map(entry => entry.count), 1);
  const more = entries.length - shown.length;
  return panel(title,
    rove(svg('svg', { class: className, width: '100%', height: shown.length * RowHeight, role: 'group', 'aria-label': title },
      shown.map((entry, index) => bar(entry.name, entry.name === active, `${entry.text} ${images(entry.count)}${entry.detail ? `, ${entry.detail}` : ''}`, () => choose(entry.name),
        svg('rect', { class: 'hit', y: index * RowHeight, width: '100%', height: RowHeight, rx: 6 }),
        svg('text', { x: '1%', y: index * RowHeight + 17 }, entry.text), ' ',
        svg('text', { x: '99%', y: index * RowHeight + 17, 'text-anchor': 'end', class: 'count' }, count(entry.count)),
        svg('rect', { class: 'rail', x: '1%', y: index * RowHeight + 23, width: '98%', height: 5, rx: 2.5 }),
        svg('rect', { class: 'value', x: '1%', y: index * RowHeight + 23, width: `${entry.count / most * 98}%`, height: 5, rx: 2.5 })))), '[role=button]'),
    more > 0 && h('p', { class: 'muted' }, `and ${count(more)} more, in the filter`));
}

/** How many of the classified fall into each of equally wide ranges of confidence. A column calls choose(from, to), in percent. */
export function histogram(title, counts, isActive, choose) {
  const most = Math.max(...counts, 1);
  const step = 100 / counts.length;
  const column = (n, index) => {
    const [from, to] = [index, index + 1].map(edge => Math.round(edge * step));
    const tall = n > 0 ? Math.max(3, n / most * Plot) : 0;
    return bar(from, isActive(from, to), `${from}% to ${to}%: ${images(n)}`, () => choose(from, to),
      svg('rect', { class: 'hit', x: `${index * step}%`, width: `${step}%`, height: Plot + 8, rx: 4 }),
      svg('rect', { class: from < 50 ? 'value doubt' : 'value', x: `${(index + 0.12) * step}%`, y: Plot - tall + 4, width: `${step * 0.76}%`, height: tall, rx: 2 }));
  };
  return panel(title,
    rove(svg('svg', { width: '100%', height: Plot + 30, role: 'group', 'aria-label': title },
      counts.map(column),
      svg('line', { class: 'axis', x1: 0, x2: '100%', y1: Plot + 4.5, y2: Plot + 4.5 }),
      [['0%', 'start'], ['50%', 'middle'], ['100%', 'end']].map(([at, anchor]) =>
        svg('text', { class: 'count', x: at, y: Plot + 24, 'text-anchor': anchor, 'aria-hidden': 'true' }, at))), '[role=button]'));
}

/** A thin bar for one share of 1, for sighted readers: the number stands beside it. */
export const meter = (share, className = '') => svg('svg', { class: `meter ${className}`, width: '100%', height: 4, 'aria-hidden': 'true' },
  svg('rect', { class: 'rail', width: '100%', height: 4, rx: 2 }),
  svg('rect', { class: 'value', width: `${share * 100}%`, height: 4, rx: 2 }));

/** What is classified and what failed, as shares of all. */
export const shares = (classified, failed, attributes) => svg('svg', { width: '100%', ...attributes },
  svg('rect', { class: 'rail', width: '100%', height: '100%' }),
  svg('rect', { class: 'value', width: `${classified * 100}%`, height: '100%' }),
  svg('rect', { class: 'value failed', x: `${classified * 100}%`, width: `${failed * 100}%`, height: '100%' }));

const panel = (title, ...content) => h('section', { class: 'panel', 'aria-label': title }, h('h2', {}, title), ...content);

function bar(name, active, label, choose, ...shapes) {
  const onkeydown = event => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  return svg('g', { role: 'button', class: 'bar', 'data-name': name, 'aria-pressed': String(active), 'aria-label': label, onclick: choose, onkeydown },
    svg('title', {}, label), ...shapes);
}
