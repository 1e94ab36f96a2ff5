import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { RepoId } from '../../core/ids.ts';
import { emptyState } from '../../core/loop/state.ts';
import type { FactoryState } from '../../core/loop/state.ts';
import { createStory, ids } from '../../core/loop/testing/story.ts';
import type { Repo } from '../../core/model/repo.ts';
import { sandbox } from '../git/testing/sandbox.ts';
import { officeFor } from './office.ts';
import { shelfFor } from './shelf.ts';

let box: ReturnType<typeof sandbox>;
let state: FactoryState;
const other = RepoId.parse('rep_other');

beforeEach(() => {
  box = sandbox();
  state = emptyState();
});

const text = (name: string, description: string) => `---\nname: ${name}\ndescription: ${description}\n---\n\nDo it.\n`;

function write(path: string, content: string): void {
  mkdirSync(dirname(box.at(path)), { recursive: true });
  writeFileSync(box.at(path), content);
}

function repo(id: Repo['id'], name: string, skillsTrusted?: boolean): void {
  state.repos.set(id, {
    ...{ id, name, path: box.clone, remote: { name: 'origin', url: box.remote }, defaultBranch: 'main', config: {} },
    ...{ configSource: 'detected', ...(skillsTrusted !== undefined && { skillsTrusted }) },
  });
}

function threadOf(...repos: readonly RepoId[]) {
  const story = createStory();
  story.begin();
  return { ...story.thread(), repos: [...repos] };
}

function bringSkills(): void {
  write('clone/.agents/skills/brewing/SKILL.md', text('brewing', 'Brews.'));
  write('clone/.agents/skills/brewing/references/heat.md', 'Hot.');
  write('clone/.claude/skills/brewing/SKILL.md', text('brewing', 'Brews otherwise.'));
  write('clone/.claude/skills/broken/SKILL.md', text('other', 'Is misnamed.'));
  box.git('clone', 'add', '-A');
  box.git('clone', 'commit', '-qm', 'Bring skills');
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  box.git('clone', 'fetch', '-q', 'origin');
}

const folders = () => ({ skills: box.at('shipped'), dataFolder: box.at('data') });
const chosen = async (...repos: readonly RepoId[]) =>
  (await shelfFor(state, folders()).forRun(threadOf(...repos), 'work')).chosen.map(
    ({ skill: { name, from, description } }) => [name, from, description],
  );

test('a repo’s skills are given once the person trusts it, as its protected branch has them, and said before', async () => {
  bringSkills();
  write('clone/.agents/skills/unlanded/SKILL.md', text('unlanded', 'Is not on the branch.'));
  repo(ids.api, 'api');
  const run = await shelfFor(state, folders()).forRun(threadOf(ids.api), 'work');
  expect(run).toEqual({ chosen: [], left: [], untrusted: [{ repo: 'api', names: ['brewing', 'broken'] }] });
  repo(ids.api, 'api', true);
  const trusted = await shelfFor(state, folders()).forRun(threadOf(ids.api), 'work');
  expect(trusted.untrusted).toEqual([]);
  expect(trusted.chosen.map(({ skill: { name, from, files } }) => [name, from, files.map(({ path }) => path)])).toEqual(
    [['brewing', 'api', ['SKILL.md', 'references/heat.md']]],
  );
});

test('skills of one repo never reach a thread of another', async () => {
  bringSkills();
  repo(ids.api, 'api', true);
  state.repos.set(other, { ...(state.repos.get(ids.api) as Repo), id: other, name: 'web', defaultBranch: 'none' });
  expect(await chosen(ids.api)).toEqual([['brewing', 'api', 'Brews.']]);
  expect(await chosen(other)).toEqual([]);
});

test('of one name the person’s own skill counts, then the shipped one, then the repo’s', async () => {
  bringSkills();
  repo(ids.api, 'api', true);
  write('shipped/brewing/SKILL.md', text('brewing', 'Brews as shipped.'));
  expect(await chosen(ids.api)).toEqual([['brewing', undefined, 'Brews as shipped.']]);
  write('data/skills/brewing/SKILL.md', text('brewing', 'Brews my way.'));
  expect(await chosen(ids.api)).toEqual([['brewing', undefined, 'Brews my way.']]);
  const listed = await officeFor(state, folders()).list();
  expect(listed.map(({ source, given, why }) => [source.kind, given, why])).toEqual([
    ['yours', true, undefined],
    ['teatree', false, 'you have one of that name'],
    ['repo', true, undefined],
    ['repo', false, 'something is wrong with it'],
  ]);
});

test('a skill is added when nothing is wrong with it beside the others, and never over one that is there', async () => {
  const office = officeFor(state, folders());
  write('shipped/brewing/SKILL.md', text('brewing', 'Brews.'));
  write('new/pouring/SKILL.md', text('pouring', 'Brews.'));
  write('new/pouring/evals/a.yaml', 'id: a');
  const path = box.at('new/pouring');
  expect(await office.add(path)).toMatchObject({ ok: false, error: { code: 'skill-malformed' } });
  write('new/pouring/SKILL.md', text('pouring', 'Pours.'));
  expect(await office.add(path)).toMatchObject({ ok: true, value: { folder: join(box.at('data'), 'skills/pouring') } });
  expect(await office.add(path)).toMatchObject({ ok: false, error: { code: 'skill-exists' } });
  repo(ids.api, 'api');
  expect(await chosen(ids.api)).toEqual([
    ['brewing', undefined, 'Brews.'],
    ['pouring', undefined, 'Pours.'],
  ]);
  expect(await office.show('pouring')).toMatchObject({
    ok: true,
    value: { scenarios: 1, text: text('pouring', 'Pours.') },
  });
});
