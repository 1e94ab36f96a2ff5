import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../core/gates/policy.ts';
import { ids, person } from '../../core/loop/testing/story.ts';
import { gateWorld } from './testing/gate-world.ts';

const install = 'npm install left-pad';
const approve = { kind: 'approve', scope: 'once' } as const;
const reject = { kind: 'reject', reason: 'Use what is there' } as const;

test('what stays inside the worktree is allowed, and the verdict is on record before the answer', async () => {
  const world = await gateWorld();
  expect(await world.pass(world.write('a.txt'))).toEqual({ kind: 'allow' });
  expect(world.judged()).toEqual(['allow']);
});

test('what a rule denies is denied with the rule, the reason and the next legal step', async () => {
  const world = await gateWorld();
  const answer = await world.pass(world.shell('git push --force origin teatree/one'));
  expect(answer).toMatchObject({ kind: 'deny', message: expect.stringMatching(/^Denied by \w+: .+ Next: /) as string });
  expect(world.judged()).toEqual(['deny']);
});

test('what cannot be recorded is denied', async () => {
  const world = await gateWorld();
  world.setRefusing(true);
  expect(await world.pass(world.write('a.txt'))).toEqual({ kind: 'deny', message: 'Denied: The journal is full' });
});

test('an ask holds the agent until the person approves', async () => {
  const world = await gateWorld();
  const answer = world.pass(world.shell(install));
  const ask = await world.asked();
  expect(world.judged()).toEqual(['ask']);
  world.answer(ask, approve);
  expect(await answer).toEqual({ kind: 'allow' });
  expect(world.judged()).toEqual(['ask', 'allow']);
  expect(world.listeners()).toBe(0);
});

test("a rejection is a denial with the person's reason", async () => {
  const world = await gateWorld();
  const answer = world.pass(world.shell(install));
  world.answer(await world.asked(), reject);
  expect(await answer).toMatchObject({ kind: 'deny', message: expect.stringContaining(reject.reason) as string });
  expect(world.judged()).toEqual(['ask', 'deny']);
});

test('an approval that cannot be recorded does not let the action through', async () => {
  const world = await gateWorld();
  const answer = world.pass(world.shell(install));
  const ask = await world.asked();
  world.setRefusing(true);
  world.answer(ask, approve);
  expect(await answer).toMatchObject({ kind: 'deny' });
});

test('an ask that is withdrawn is a denial', async () => {
  const world = await gateWorld();
  const answer = world.pass(world.shell(install));
  await world.asked();
  world.tell({ type: 'thread.halt', thread: ids.thread, halt: 'stopped', by: person });
  expect(await answer).toEqual({ kind: 'deny', message: 'Denied: The run was stopped' });
});

test('an ask of a run that has ended is a denial, and stays open for the run that takes its place', async () => {
  const world = await gateWorld();
  const answer = world.pass(world.shell(install));
  await world.asked();
  world.again('orphaned', 2);
  expect(await answer).toEqual({ kind: 'deny', message: 'Denied: the run is over' });
  expect(world.asks()).toMatchObject([{ state: { kind: 'open' } }]);
});

test('the same call asked again after a crash renews the open ask, which is answered once', async () => {
  const world = await gateWorld();
  void world.pass(world.shell(install));
  const before = await world.asked();
  world.again('orphaned', 2);
  const answer = world.pass(world.shell(install), 2);
  const renewed = await world.asked(2);
  expect(renewed).toMatchObject({ id: before.id, generation: 2, run: ids.run(2) });
  expect(world.answer(before, approve)).toMatchObject({ ok: false, error: { code: 'ask-stale' } });
  expect(world.answer(renewed, approve).ok).toBe(true);
  expect(await answer).toEqual({ kind: 'allow' });
  expect(world.asks()).toHaveLength(1);
});

test.each([
  ['approval', approve, 'allow'],
  ['rejection', reject, 'deny'],
] as const)('an earlier %s still counts when the same call is asked again after a crash', async (_, given, kind) => {
  const world = await gateWorld();
  const first = world.pass(world.shell(install));
  world.answer(await world.asked(), given);
  await first;
  world.again('crashed', 2);
  expect(await world.pass(world.shell(install), 2)).toMatchObject({ kind });
  expect(world.asks()).toHaveLength(1);
});

test.each([
  ['approval', approve, 'allow'],
  ['rejection', reject, 'deny'],
] as const)(
  'an %s given when the run was gone is due to the next that asks for the same, once',
  async (_, given, kind) => {
    const world = await gateWorld();
    const first = world.pass(world.shell(install));
    const ask = await world.asked();
    world.again('orphaned', 2);
    await first;
    expect(world.answer(ask, given).ok).toBe(true);
    expect(await world.pass(world.shell(install, 'another-call'), 2)).toMatchObject({ kind });
    expect(world.asks()).toHaveLength(1);
    const third = world.pass(world.shell(install, 'third-call'), 2);
    expect(await world.asked()).toMatchObject({ state: { kind: 'open' } });
    world.again('orphaned', 3);
    await third;
    expect(world.asks()).toHaveLength(2);
  },
);

test('whoever has a refused run tried again is asked again, not answered with the old rejection', async () => {
  const world = await gateWorld();
  const first = world.pass(world.shell(install));
  world.answer(await world.asked(), reject);
  await first;
  world.again('refused', 2);
  const second = world.pass(world.shell(install), 2);
  world.answer(await world.asked(), approve);
  expect(await second).toEqual({ kind: 'allow' });
  expect(world.asks()).toHaveLength(2);
});

test('an approval for the thread covers the same action in another call, and no other action', async () => {
  const world = await gateWorld();
  const first = world.pass(world.shell(install));
  world.answer(await world.asked(), { kind: 'approve', scope: 'thread' });
  await first;
  expect(await world.pass(world.shell(install, 'other-call'))).toEqual({ kind: 'allow' });
  const other = world.pass(world.shell('npm install right-pad', 'third-call'));
  world.answer(await world.asked(), reject);
  expect(await other).toMatchObject({ kind: 'deny' });
});

test('an approval given once does not cover another call', async () => {
  const world = await gateWorld();
  const first = world.pass(world.shell(install));
  world.answer(await world.asked(), approve);
  await first;
  const second = world.pass(world.shell(install, 'other-call'));
  expect(await world.asked()).toMatchObject({ state: { kind: 'open' } });
  world.again('orphaned', 2);
  await second;
});

/** Every way leads into the person's own clone. */
const detours: readonly (readonly [name: string, path: string])[] = [
  ['a linked folder', 'folder/a.txt'],
  ['a linked file', 'file'],
  ['a link to a file that does not exist yet', 'dangling'],
  ['a chain of links', 'chain/a.txt'],
  ['a link to a new file below a linked folder', 'dangling-below'],
  ['the parent of a linked folder', 'sub/../new.txt'],
  ['a link whose text climbs out of a linked folder', 'climbing'],
  ['a relative link inside a linked folder', 'hall/out/new.txt'],
];

test.each(detours)('writing through %s into a primary clone is not allowed', async (_, path) => {
  const world = await gateWorld();
  const { worktree, clone } = world;
  const link = (text: string, name: string) => symlink(text, join(worktree, name));
  await mkdir(join(clone, '..', 'hall'));
  await symlink('../api', join(clone, '..', 'hall', 'out'));
  await link(clone, 'folder');
  await link(join(clone, 'a.txt'), 'file');
  await link(join(clone, 'new.txt'), 'dangling');
  await link('folder', 'chain');
  await link('folder/new.txt', 'dangling-below');
  await link(join(clone, 'sub'), 'sub');
  await link('sub/../new.txt', 'climbing');
  await link(join(clone, '..', 'hall'), 'hall');
  expect(await world.pass(world.write(path))).toMatchObject({ kind: 'deny' });
  expect(await world.pass(world.shell(`echo x > ${path}`))).toMatchObject({ kind: 'deny' });
});

test('links that stay inside the worktree, and the standard streams, are no obstacle', async () => {
  const world = await gateWorld();
  await mkdir(join(world.worktree, 'packages'));
  await symlink('packages', join(world.worktree, 'modules'));
  expect(await world.pass(world.write('modules/a.txt'))).toEqual({ kind: 'allow' });
  expect(await world.pass(world.shell('echo x > /dev/stderr'))).toEqual({ kind: 'allow' });
});

test('a link hidden behind hundreds of harmless files is found', async () => {
  const world = await gateWorld();
  await symlink(world.clone, join(world.worktree, 'folder'));
  const many = Array.from({ length: 300 }, (_, at) => `f${String(at)}.txt`).join(' ');
  expect(await world.pass(world.shell(`echo x | tee ${many} folder/a.txt`))).toMatchObject({ kind: 'deny' });
});

test('a pause lets an action through, and what would have been is on record', async () => {
  const world = await gateWorld();
  world.setPolicy({ ...defaultPolicy, off: { everything: true, rules: new Set() } });
  expect(await world.pass(world.shell('git push --force origin teatree/one'))).toEqual({ kind: 'allow' });
  const judged = world.story.entries.flatMap(({ event }) => (event.type === 'action.judged' ? [event.verdict] : []));
  expect(judged).toMatchObject([{ kind: 'allow', paused: { kind: 'deny', rule: 'GIT1' } }]);
  expect(world.story.state.gate.tallies['GIT1']).toMatchObject({ would: 1, denied: 0 });
});

test('a rule that breaks is on record with a warning, and counted', async () => {
  const world = await gateWorld();
  const rule = () => {
    throw new Error('no such luck');
  };
  world.setPolicy({ builtIn: [{ name: 'comfort', rule, opens: true }, ...defaultPolicy.builtIn] });
  expect(await world.pass(world.write('a.txt'))).toEqual({ kind: 'allow' });
  expect(world.warned).toMatchObject([expect.stringContaining('no such luck') as string]);
  expect(world.story.state.gate.tallies['comfort']).toMatchObject({ broke: 1 });
});

test('each verdict bears the hash of the policy that it was given under', async () => {
  const world = await gateWorld();
  await world.pass(world.write('a.txt'));
  const policies = world.story.entries.flatMap(({ event }) => (event.type === 'action.judged' ? [event.policy] : []));
  expect(policies).toEqual(['test']);
});

test('what the person decides is not counted as what a rule said', async () => {
  const world = await gateWorld();
  const answer = world.pass(world.shell(install));
  world.answer(await world.asked(), reject);
  await answer;
  expect(world.story.state.gate.tallies['PK1']).toMatchObject({ asked: 1, denied: 0 });
});

test('the command that the person puts in the place of the asked one is judged and on record as what runs', async () => {
  const world = await gateWorld();
  const answer = world.pass(world.shell(install));
  world.answer(await world.asked(), { kind: 'edit', command: 'npm ls' });
  expect(await answer).toEqual({ kind: 'allow', command: 'npm ls' });
  expect(world.judged()).toEqual(['ask', 'allow']);
  expect(world.verdicts().at(-1)).toMatchObject({
    by: 'person',
    reason: expect.stringContaining('another command') as string,
  });
  expect(world.actions()).toMatchObject([{ raw: install }, { raw: 'npm ls', replaces: install, call: 'call' }]);
  expect(new Set(world.actions().map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

test("what the gate denies stays denied in the person's own words", async () => {
  const world = await gateWorld();
  const answer = world.pass(world.shell(install));
  world.answer(await world.asked(), { kind: 'edit', command: 'git push --force origin main' });
  expect(await answer).toMatchObject({ kind: 'deny', message: expect.stringMatching(/^Denied by GIT\d+/) as string });
  expect(world.judged()).toEqual(['ask', 'deny']);
});

test('a program that cannot be handed another command is denied, and told what to do instead', async () => {
  const world = await gateWorld();
  const answer = world.pass(world.shell(install), 1, false);
  world.answer(await world.asked(), { kind: 'edit', command: 'npm ls' });
  expect(await answer).toMatchObject({ kind: 'deny', message: expect.stringContaining('npm ls') as string });
  expect(world.verdicts().at(-1)).toMatchObject({ kind: 'deny', by: 'person' });
});

test('after a crash the same call runs with the command it was given before', async () => {
  const world = await gateWorld();
  void world.pass(world.shell(install));
  world.answer(await world.asked(), { kind: 'edit', command: 'npm ls' });
  world.again('orphaned', 2);
  expect(await world.pass(world.shell(install), 2)).toEqual({ kind: 'allow', command: 'npm ls' });
});

test('only a command that is shown whole can be changed', async () => {
  const world = await gateWorld();
  void world.pass({ ...world.write('a.txt'), tool: 'mcp__tracker__close', input: { issue: 7 } });
  const ask = await world.asked();
  expect(world.answer(ask, { kind: 'edit', command: 'ls' })).toMatchObject({
    ok: false,
    error: { code: 'answer-mismatch' },
  });
});

test('a command that still holds the mark of a hidden secret is not run', async () => {
  const world = await gateWorld();
  void world.pass(world.shell(install));
  const told = world.answer(await world.asked(), { kind: 'edit', command: 'echo «secret: npm-token»' });
  expect(told).toMatchObject({ ok: false, error: { message: expect.stringContaining('not shown') as string } });
});
