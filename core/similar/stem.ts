/**
 * One form for the forms of an English word: light on purpose, because over-stemming makes different things the same.
 * Words with digits or underscores are names and stay.
 */
export function stem(word: string): string {
  if (word.length < 4 || /[^a-z]/.test(word)) return word;
  const bare = withoutEnding(singular(word));
  const open = bare.length > 4 && bare.endsWith('e') ? bare.slice(0, -1) : bare;
  return open.length > 4 && /([^ls])\1$/.test(open) ? open.slice(0, -1) : open;
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.endsWith('sses')) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

const endings: readonly { readonly ending: string; readonly longerThan: number }[] = [
  { ending: 'able', longerThan: 7 },
  { ending: 'ment', longerThan: 7 },
  { ending: 'ing', longerThan: 6 },
  { ending: 'ion', longerThan: 6 },
  { ending: 'ed', longerThan: 5 },
  { ending: 'ly', longerThan: 5 },
];

function withoutEnding(word: string): string {
  const found = endings.find(({ ending, longerThan }) => word.length > longerThan && word.endsWith(ending));
  return found ? word.slice(0, -found.ending.length) : word;
}
