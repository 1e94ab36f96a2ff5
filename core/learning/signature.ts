import type { Incident, Signature } from '../model/learning/incident.ts';

/** Two incidents of one cause share at least so much of their words. */
const alike = 0.6;
const mostWords = 60;

/** What is left of an incident without what differs from time to time: paths, names with digits, hashes, times, addresses. */
export function signatureOf({ kind, about, text }: Pick<Incident, 'kind' | 'about' | 'text'>): Signature {
  const words = wordsOf(text);
  return { kind, about, words: [...new Set(words)].slice(0, mostWords) };
}

export function sameCause(a: Signature, b: Signature): boolean {
  if (a.kind !== b.kind || a.about !== b.about) return false;
  const other = new Set(b.words);
  const shared = a.words.filter((word) => other.has(word)).length;
  const all = a.words.length + other.size - shared;
  return all === 0 || shared / all >= alike;
}

function wordsOf(text: string): readonly string[] {
  return text
    .slice(0, 4000)
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .toLowerCase()
    .split(/[\s"'`()[\]{}<>,;«»“”]+/)
    .map((word) => word.replace(/^[.:=!?]+|[.:=!?]+$/g, ''))
    .filter((word) => word !== '')
    .map((word) => (isChance(word) ? '#' : word.slice(0, 200)));
}

/** A path, an address, a file, a number, a hash, a time: what stands there says nothing of the cause. Options stay. */
function isChance(word: string): boolean {
  if (/^--?[a-z]/.test(word)) return false;
  return /[/\\\d]/.test(word) || /[a-z]\.[a-z]/.test(word) || /^[a-f]{8,}$/.test(word);
}
