import { expect, test } from 'vitest';
import type { RecipeInfo } from '../../core/contract.ts';
import { RepoId } from '../../core/ids.ts';
import type { Repo } from '../../core/model/repo.ts';
import { chosenRepos, creation, emptyDraft, moved, ownRecipe } from './draft.ts';

const [api, web] = ['api', 'web'].map((name): Repo => ({
  id: RepoId.parse(`rep_${name}`),
  name,
  path: `/code/${name}`,
  remote: { name: 'origin', url: name },
  defaultBranch: 'main',
  config: {},
  configSource: 'detected',
})) as [Repo, Repo];
const recipe: RecipeInfo = {
  name: 'rename',
  title: 'Rename',
  description: '',
  source: 'skill',
  inputs: [{ name: 'from', description: '', default: undefined }],
  error: undefined,
};

test('repos are proposed from the goal until the person chooses', () => {
  const draft = { ...emptyDraft, goal: 'fix web then api' };
  expect(chosenRepos(draft, [api, web])).toEqual([web.id, api.id]);
  expect(chosenRepos({ ...draft, repos: [api.id] }, [api, web])).toEqual([api.id]);
});

test('a single registered repo needs no mention', () => {
  expect(chosenRepos({ ...emptyDraft, goal: 'tidy up' }, [api])).toEqual([api.id]);
});

test('the landing order is moved one place at a time and never out of the list', () => {
  expect(moved([api.id, web.id], web.id, -1)).toEqual([web.id, api.id]);
  expect(moved([api.id, web.id], web.id, 1)).toEqual([api.id, web.id]);
});

test('inputs of another recipe are not sent along', () => {
  const draft = { ...emptyDraft, goal: 'g', repos: [api.id], recipe: 'rename', inputs: { from: 'a', other: 'b' } };
  expect(creation(draft, [api], [recipe]).recipe).toEqual({ name: 'rename', inputs: { from: 'a' } });
});

test('a pasted recipe travels as text', () => {
  const draft = { ...emptyDraft, goal: 'g', repos: [api.id], recipe: ownRecipe, recipeText: 'title: x' };
  expect(creation(draft, [api], [recipe]).recipe).toEqual({ text: 'title: x', inputs: {} });
});
