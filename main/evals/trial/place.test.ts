import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseScenario } from '../../../core/evals/scenario/scenario.ts';
import { sandbox } from '../../git/testing/sandbox.ts';
import { changedSince } from '../suite/changed.ts';
import { skillsAt, skillsBeside } from '../suite/skills-of.ts';
import { endState } from './end-state.ts';
import { makePlace, sweepPlaces } from './place.ts';

const box = sandbox();
afterAll(() => rmSync(box.root, { recursive: true, force: true }));

function scenario(more: object) {
  const parsed = parseScenario({
    ...{ id: 'says-tea', title: 'Says tea', behaviour: 'Says tea', prompt: 'Say tea' },
    ...{ fixture: { repos: [{ name: 'app' }] }, expect: { reply: 'tea' } },
    proof: { pass: 'p', fail: 'f', noop: 'n' },
    ...more,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

test('a trial has repos with a remote, programs, a home and skills of its own, and no way to read its scenario', async () => {
  box.commit('clone', {
    'skills/noting/SKILL.md': 'Rule one.\n',
    'skills/noting/evals/a.yaml': 'id: a',
    'skills/noting/evals/kit/src/a.js': 'a()\n',
    'skills/naming/SKILL.md': 'Names.\n',
  });
  const file = box.at('clone/skills/noting/evals/a.yaml');
  const wanted = scenario({
    skills: ['naming'],
    fixture: {
      repos: [{ name: 'app', template: 'kit', files: { 'b.txt': 'b\n' } }, { name: 'lib' }],
      programs: { deploy: 'echo deployed' },
    },
  });
  const skills = await skillsBeside(file, wanted);
  const made = await makePlace({ scenario: wanted, file, skills });
  if (!made.ok) throw new Error(made.error.message);
  const { root, clones, skills: folder, bin } = made.value;
  expect(readdirSync(folder).sort()).toEqual(['naming', 'noting']);
  expect(readdirSync(join(folder, 'noting'))).toEqual(['SKILL.md']);
  expect(readdirSync(bin)).toEqual(['deploy']);
  const files = clones.map(({ path }) => box.git('.', '-C', path, 'ls-tree', '-r', '--name-only', 'origin/main'));
  expect(files).toEqual(['b.txt\nsrc/a.js', 'README.md']);
  await made.value.clear();
  expect(readdirSync(join(root, '..'))).not.toContain(root.split('/').at(-1));
});

test('what a scenario asks about is read at the end, but nothing that a link leads to out of the workspace', async () => {
  const workspace = box.at('workspace');
  mkdirSync(join(workspace, 'app'), { recursive: true });
  writeFileSync(box.at('secret'), 'of the person');
  writeFileSync(join(workspace, 'app', 'a.txt'), 'a');
  symlinkSync(box.at('secret'), join(workspace, 'app', 'b.txt'));
  const { expect: asked } = scenario({
    expect: {
      state: {
        files: { 'app/a.txt': 'a', 'app/b.txt': 'b', 'app/c.txt': { absent: true } },
        branches: { app: { main: 'change', gone: { absent: true } } },
        commands: { 'test -f app/a.txt': 0, 'exit 4': 4 },
      },
    },
  });
  const clones = [{ name: 'app', path: box.at('clone'), remote: box.at('remote.git') }];
  const place = { root: box.root, home: box.at('home'), data: box.at('d'), bin: box.at('b'), skills: '', clones };
  const ended = { place: { ...place, clear: () => Promise.resolve() }, workspace: { path: workspace, branch: 'x' } };
  const state = await endState(asked, { ...ended, board: undefined });
  expect(state.files).toEqual({ 'app/a.txt': 'a', 'app/b.txt': null, 'app/c.txt': null });
  expect(state.branches).toEqual({ app: { main: 'change', gone: null } });
  expect(state.commands).toEqual({ 'test -f app/a.txt': 0, 'exit 4': 4 });
});

test('skills are had as a revision has them, and what differs from it is told, new files included', async () => {
  const before = box.head('clone');
  box.write('clone/skills/noting/SKILL.md', 'Rule two.\n');
  box.write('clone/skills/fresh/SKILL.md', 'New.\n');
  const changed = await changedSince('HEAD', box.at('clone/skills'));
  expect(changed.ok && changed.value.paths).toEqual(['skills/noting/SKILL.md', 'skills/fresh/SKILL.md']);
  const skills = ['noting', 'fresh'].map((name) => ({ name, folder: box.at('clone/skills', name) }));
  const at = await skillsAt(before, skills);
  if (!at.ok) throw new Error(at.error.message);
  expect(at.value.skills.map(({ name }) => name)).toEqual(['noting']);
  const [noting] = at.value.skills;
  expect(readFileSync(join(noting?.folder ?? '', 'SKILL.md'), 'utf8')).toBe('Rule one.\n');
  await at.value.clear();
  expect((await changedSince('no-such-revision', box.at('clone'))).ok).toBe(false);
});

test('what a killed trial left is removed a day later; a trial under way, and what is no trial’s, stays', async () => {
  const folder = box.at('temporary');
  for (const name of ['teatree-trial-old/home', 'teatree-trial-new', 'teatree-other', 'mine'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'mine', 'kept.txt'), 'x');
  symlinkSync(join(folder, 'mine'), join(folder, 'teatree-trial-link'));
  const now = Date.now();
  for (const name of ['teatree-trial-old', 'teatree-other', 'mine'])
    utimesSync(join(folder, name), now / 1000 - 90_000, now / 1000 - 90_000);
  await sweepPlaces(now, folder);
  expect(readdirSync(folder).toSorted()).toEqual(['mine', 'teatree-other', 'teatree-trial-link', 'teatree-trial-new']);
  expect(readdirSync(join(folder, 'mine'))).toEqual(['kept.txt']);
});
