/**
 * A prediction's guesses: its labels, but for an unknown before them, which says that none is likely enough and has the best guess's
 * confidence. A class of the model may have that name too, and then has its own.
 */
export const guessesOf = ({ labels = [] }) => labels[0]?.label === 'unknown' && labels[0].confidence === labels[1]?.confidence ? labels.slice(1) : labels;

/** What a model gives an image: the best label, or all labels if it is multi-label; nothing if unknown. */
export const givenTo = prediction => guessesOf(prediction) !== prediction.labels ? []
  : prediction.multiLabel ? prediction.labels.map(({ label }) => label) : [prediction.label];

/** Names for what images show: of a batch's labels, in which either unknown is counted, and of its predictions' guesses. */
export const labelNames = (counted, predictions) => [...new Set([
  ...counted.map(({ label }) => label).filter(label => label !== 'unknown'),
  ...predictions.flatMap(prediction => guessesOf(prediction).map(({ label }) => label))])];

/**
 * What a typed label is taken for: { label }, or { completed } where only one known label begins with it, or { question }, because an unknown
 * one may be a typing mistake.
 * @param asked the typed label that was asked about last; typed again, it is meant.
 */
export function takenFor(typed, known, asked) {
  const begun = known.filter(label => label.toLowerCase().startsWith(typed.toLowerCase()));
  if (begun.includes(typed) || typed === asked) return { label: typed };
  if (begun.length === 1) return { completed: begun[0] };
  return { question: `${begun.length === 0 ? `No label begins with “${typed}”` : `“${typed}” begins several labels: ${begun.join(', ')}`}. Press Enter again to use it as a new label.` };
}
