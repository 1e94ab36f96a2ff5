/** The changed lines of one file, `-` and `+`, bounded: enough for a person to judge the change. */
export function previewChange(before: string, after: string, maxCharacters = 4000): string {
  const [removed, added] = [before.split('\n'), after.split('\n')];
  const changed = removed.length === added.length ? linePairs(removed, added) : middle(removed, added);
  const text = changed.join('\n');
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters)}\n… (${changed.length} lines in all)`;
}

function linePairs(removed: readonly string[], added: readonly string[]): string[] {
  return removed.flatMap((line, at) => (line === added[at] ? [] : [`-${line}`, `+${added[at] ?? ''}`]));
}

/** Everything between the first and the last difference. */
function middle(removed: readonly string[], added: readonly string[]): string[] {
  const shorter = Math.min(removed.length, added.length);
  let start = 0;
  while (start < shorter && removed[start] === added[start]) start += 1;
  let end = 0;
  while (end < shorter - start && removed.at(-1 - end) === added.at(-1 - end)) end += 1;
  return [
    ...removed.slice(start, removed.length - end).map((line) => `-${line}`),
    ...added.slice(start, added.length - end).map((line) => `+${line}`),
  ];
}
