/** What images can show: not unknown, which the model says where no label is likely enough. */
export const labelsOf = entries => entries.map(({ label }) => label).filter(label => label !== 'unknown');

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
