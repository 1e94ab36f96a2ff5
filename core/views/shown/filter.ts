import type { RepoId } from '../../ids.ts';
import type { Repo } from '../../model/repo.ts';
import type { Thread } from '../../model/thread.ts';
import type { Standing } from '../board.ts';
import { repoName } from '../card.ts';

/** What a window shows of the board: one of the chosen in each part, and all words of the text. Nothing chosen: all. */
export type BoardFilter = {
  readonly text: string;
  readonly repos: readonly RepoId[];
  readonly harnesses: readonly string[];
  /** State words, as they stand on the cards. */
  readonly states: readonly string[];
};

export const noFilter: BoardFilter = { text: '', repos: [], harnesses: [], states: [] };

export type Card = { readonly thread: Thread; readonly standing: Standing };
type Repos = ReadonlyMap<RepoId, Repo>;

export function isFiltering({ text, repos, harnesses, states }: BoardFilter): boolean {
  return text.trim() !== '' || repos.length + harnesses.length + states.length > 0;
}

/** Answers for one card at a time; what is the same for all cards is read once. */
export function filterOf(filter: BoardFilter, repos: Repos): (card: Card) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ thread, standing }) =>
    isOneOf(filter.states, [standing.word]) &&
    isOneOf(filter.harnesses, [thread.harness.id]) &&
    isOneOf(filter.repos, thread.repos) &&
    (words.length === 0 || hasAll(words, thread, textOf({ thread, standing }, repos)));
}

function isOneOf<T extends string>(chosen: readonly T[], has: readonly T[]): boolean {
  return chosen.length === 0 || has.some((each) => chosen.includes(each));
}

/** `#12` is the thread of that number, and not #120. */
function hasAll(words: readonly string[], { number }: Thread, text: string): boolean {
  return words.every((word) => (/^#\d+$/.test(word) ? word === `#${String(number)}` : text.includes(word)));
}

function textOf({ thread, standing }: Card, repos: Repos): string {
  const names = thread.repos.map((id) => repoName(repos, id));
  return [thread.title, thread.goal, thread.harness.id, ...names, standing.word, standing.reason]
    .join('\n')
    .toLowerCase();
}

/** What there is to choose from, with how many cards have it. */
export type Facet = { readonly value: string; readonly title: string; readonly count: number };
export type FilterPart = 'repos' | 'harnesses' | 'states';

/** Of all cards on the board; what is chosen stays, also when no card has it any more. */
export function facetsOf(cards: readonly Card[], filter: BoardFilter, repos: Repos): Record<FilterPart, Facet[]> {
  const nameOf = (id: string) => repoName(repos, id as RepoId);
  return {
    repos: counted(
      cards.flatMap(({ thread }) => thread.repos),
      filter.repos,
      nameOf,
    ).sort(byTitle),
    harnesses: counted(
      cards.map(({ thread }) => thread.harness.id),
      filter.harnesses,
    ).sort(byTitle),
    states: counted(
      cards.map(({ standing }) => standing.word),
      filter.states,
    ),
  };
}

function counted(values: readonly string[], chosen: readonly string[], titleOf = (value: string) => value): Facet[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const value of chosen) counts.set(value, counts.get(value) ?? 0);
  return [...counts].map(([value, count]) => ({ value, title: titleOf(value), count }));
}

function byTitle(a: Facet, b: Facet): number {
  return a.title < b.title ? -1 : 1;
}

/** With one value of a part chosen, or no longer. */
export function toggled(filter: BoardFilter, part: FilterPart, value: string): BoardFilter {
  const before: readonly string[] = filter[part];
  const now = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
  return { ...filter, [part]: now };
}
