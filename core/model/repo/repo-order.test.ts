import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RepoId } from '../../ids.ts';
import { repo } from '../../loop/testing/story.ts';
import { dependentsOf, inProviderOrder, providersOf } from './repo-order.ts';

const id = (name: string) => RepoId.parse(`rep_${name}`);

/** Repos by name, each with the names of those that it builds on. */
function reposWith(after: Readonly<Record<string, readonly string[]>>) {
  const all = Object.entries(after).map(([name, names]) => ({
    ...repo(id(name), name),
    config: { after: [...names] },
  }));
  return new Map(all.map((each) => [each.id, each]));
}

test('a repo comes after all that it builds on, also through others; the rest stays in the order given', () => {
  const repos = reposWith({ app: ['web'], web: ['lib', 'nowhere'], lib: [], docs: [] });
  expect([...providersOf(repos, id('app'))].sort()).toEqual([id('lib'), id('web')]);
  const given = ['docs', 'app', 'lib', 'web'].map(id);
  expect(inProviderOrder(repos, given)).toEqual(['docs', 'lib', 'web', 'app'].map(id));
  expect(inProviderOrder(repos, ['app', 'lib'].map(id)), 'also where the one between is left out').toEqual(
    ['lib', 'app'].map(id),
  );
});

test('of each repo it is known how many build on it, through others as well; none builds on itself', () => {
  const repos = reposWith({ app: ['web'], web: ['lib'], lib: [], one: ['other'], other: ['one'] });
  expect([...dependentsOf(repos)].sort()).toEqual([
    [id('lib'), 2],
    [id('one'), 1],
    [id('other'), 1],
    [id('web'), 1],
  ]);
});

test('every repo has one place, also where they build on each other', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  fc.assert(
    fc.property(fc.dictionary(name, fc.array(name)), (after) => {
      const repos = reposWith(after);
      expect([...inProviderOrder(repos, [...repos.keys()])].sort()).toEqual([...repos.keys()].sort());
    }),
  );
});
