import { expect, test } from 'vitest';
import { RepoId } from '../ids.ts';
import type { Repo } from '../model/repo.ts';
import { reposNamedIn } from './mention.ts';

const reposOf = (...names: string[]) => names.map(repoOf);
const repoOf = (name: string): Repo => ({
  id: RepoId.parse(`rep_${name.replace(/[-_]/, '')}`),
  name,
  path: `/code/${name}`,
  remote: { name: 'origin', url: `git@host:${name}.git` },
  defaultBranch: 'main',
  config: {},
  configSource: 'detected',
});

const named = (text: string, repos = reposOf('api', 'web', 'api-client')) =>
  reposNamedIn(text, repos).map((id) => id.slice(4));

test('repos are proposed in the order the goal names them', () => {
  expect(named('Rename parse() in web, then in API.')).toEqual(['web', 'api']);
});

test('a name inside another word or another repo name is not a mention', () => {
  expect(named('a rapid change of api-client')).toEqual(['apiclient']);
  expect(named('webpack, api.ts')).toEqual([]);
});

test('a name of several words is also named with spaces, and by the word that it alone has', () => {
  const shop = reposOf('shop-api', 'shop_web', 'shop-ui');
  expect(named('Rename slug in the web client and the shop api', shop)).toEqual(['shopweb', 'shopapi']);
  expect(named('Make the shop faster', shop)).toEqual([]);
  expect(named('A new ui', shop)).toEqual([]);
});

test('nothing named, nothing proposed', () => {
  expect(named('')).toEqual([]);
});
