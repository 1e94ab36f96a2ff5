import { expect, test } from 'vitest';
import { RepoId } from '../ids.ts';
import type { Repo } from '../model/repo.ts';
import { reposNamedIn } from './mention.ts';

const repos = ['api', 'web', 'api-client'].map((name): Repo => ({
  id: RepoId.parse(`rep_${name.replace('-', '')}`),
  name,
  path: `/code/${name}`,
  remote: { name: 'origin', url: `git@host:${name}.git` },
  defaultBranch: 'main',
  config: {},
  configSource: 'detected',
}));

const named = (text: string) => reposNamedIn(text, repos).map((id) => id.slice(4));

test('repos are proposed in the order the goal names them', () => {
  expect(named('Rename parse() in web, then in API.')).toEqual(['web', 'api']);
});

test('a name inside another word or another repo name is not a mention', () => {
  expect(named('a rapid change of api-client')).toEqual(['apiclient']);
  expect(named('webpack, api.ts')).toEqual([]);
});

test('nothing named, nothing proposed', () => {
  expect(named('')).toEqual([]);
});
