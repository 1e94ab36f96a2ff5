import type { RepoId } from '../ids.ts';
import type { Repo } from '../model/repo.ts';

/** The repos a text names, in the order it first names them. A proposal the person edits. */
export function reposNamedIn(text: string, repos: readonly Repo[]): readonly RepoId[] {
  return repos
    .map((repo) => ({ id: repo.id, at: firstMention(text.toLowerCase(), repo.name.toLowerCase()) }))
    .filter((each) => each.at >= 0)
    .sort((a, b) => a.at - b.at)
    .map((each) => each.id);
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
