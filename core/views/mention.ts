import type { RepoId } from '../ids.ts';
import type { Repo } from '../model/repo.ts';

const between = /[-_.\s]+/;
/** Shorter ones are words of many things. */
const shortest = 3;

/**
 * The repos a text names, in the order it first names them. A proposal the person edits. `shop-api` is named by its name,
 * by `shop api`, and by `api` where no other repo has that word in its name.
 */
export function reposNamedIn(text: string, repos: readonly Repo[]): readonly RepoId[] {
  const lower = text.toLowerCase();
  const names = repos.map(({ name }) => name.toLowerCase());
  const isOwn = (word: string) =>
    word.length >= shortest && names.filter((name) => name.split(between).includes(word)).length === 1;
  return repos
    .map(({ id }, index) => {
      const name = names[index] ?? '';
      const words = name.split(between);
      const spellings = new Set([name, words.join(' '), words.join('-'), words.join('_'), ...words.filter(isOwn)]);
      const places = [...spellings].map((each) => firstMention(lower, each)).filter((at) => at >= 0);
      return { id, at: Math.min(...places) };
    })
    .filter(({ at }) => at !== Infinity)
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id);
}

/** As a whole word: `api` is not named by `rapid` or `api-gateway`. */
function firstMention(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isNamePart(text[at - 1]) && endsWord(text.slice(at + name.length, at + name.length + 2))) return at;
  }
  return -1;
}

function endsWord(after: string): boolean {
  const first = after[0];
  if (first === '.' || first === '-') return !/[\w]/.test(after[1] ?? '');
  return !isNamePart(first);
}

function isNamePart(character: string | undefined): boolean {
  return character !== undefined && /[\w-]/.test(character);
}
