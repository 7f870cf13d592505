const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(undefined, { style: 'percent' });
const exact = new Intl.NumberFormat(undefined, { style: 'percent', minimumFractionDigits: 2 });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const count = n => number.format(n);
export const images = n => `${count(n)} ${n === 1 ? 'image' : 'images'}`;
export const rate = n => decimal.format(n);
/** 0.97 → 97 %. Only what is certain is 100 %. */
export const percent = x => whole.format(x < 1 ? Math.min(x, 0.99) : x);
export const percentExact = x => exact.format(x);
export const when = text => date.format(new Date(text));
export const milliseconds = n => `${decimal.format(n)} ms`;

export function bytes(n) {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  const power = n < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(n) / 3));
  return `${decimal.format(n / 1000 ** power)} ${units[power]}`;
}

export function duration(seconds) {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${decimal.format(seconds / 3600)} h`;
}

/**
 * Escapes what would turn text around, hide in it or break it: controls, zero-width and other invisible characters, and those that
 * set the direction. Else a name with U+202E that ends in gpj.exe would read as if it ended in exe.jpg.
 */
export const visible = text => String(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{DI}\u2800]/gu, hidden => `‹U+${hidden.codePointAt().toString(16).toUpperCase().padStart(4, '0')}›`);

/** What a person looks for in a key: what stands behind the batch's folder; all of it where there is no such folder. */
export const shortKey = ({ key, batch }) => {
  const at = `/${key}`.indexOf(`/${batch}/`);
  return at < 0 ? key.replace(/^uploads\//, '') : key.slice(at + batch.length + 1);
};
