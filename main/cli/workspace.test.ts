import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliWorld } from './testing/cli-world.ts';

type Row = { readonly state: string; readonly path: string; readonly number: number };

let world: Awaited<ReturnType<typeof cliWorld>>;
let worktree: string;

/** Thread #1 has committed a note and left `extra.txt` uncommitted, which it asks about. */
beforeAll(async () => {
  world = await cliWorld();
  const { box, ask, run } = world;
  const steps = [
    '  - write: { path: note.txt, content: "note" }',
    '  - commit: Note',
    '  - write: { path: extra.txt, content: "extra" }',
  ];
  box.write('note.yaml', ['title: Note', 'steps:', ...steps].join('\n'));
  await ask('repo', 'add', box.clone);
  await run(['thread', 'new', '--repos', 'clone', '--recipe', 'note.yaml', '--goal', 'Note']);
  const [row] = (await ask('workspace', 'list')) as readonly Row[];
  worktree = join(row?.path ?? '', 'clone');
}, 60_000);

afterAll(() => {
  world.close();
});

test('checkpoints are listed with their size, shown by file, and put back after one of the present', async () => {
  const { ask, run } = world;
  const { moments, bytes } = (await ask('checkpoint', 'list', '1')) as { moments: { number: number }[]; bytes: number };
  const number = String(moments[0]?.number);
  expect(bytes).toBeGreaterThan(0);
  expect((await run(['checkpoint', 'list', '1'])).stdout).toMatch(/as the run ended .*on disk/s);
  expect(await ask('checkpoint', 'show', '1', number)).toMatchObject([{ files: [{ path: 'extra.txt' }] }]);
  writeFileSync(join(worktree, 'extra.txt'), 'spoilt');
  const before = (await ask('checkpoint', 'restore', '1', number)) as { before: number };
  expect(readFileSync(join(worktree, 'extra.txt'), 'utf8')).toBe('extra');
  await ask('checkpoint', 'restore', '1', String(before.before));
  expect(readFileSync(join(worktree, 'extra.txt'), 'utf8')).toBe('spoilt');
  for (const typed of ['none', '0', '-1', '1e3'])
    expect(await run(['checkpoint', 'show', '1', '--', typed])).toMatchObject({ code: 2 });
  expect((await run(['checkpoint', 'restore', '1', '999'])).stderr).toContain('no checkpoint 999');
});

test('a checkpoint is saved when the person asks for one, and only of what is new', async () => {
  const { ask, run } = world;
  writeFileSync(join(worktree, 'extra.txt'), 'as I left it');
  const { number } = (await ask('checkpoint', 'save', '1')) as { number: number };
  expect(await ask('checkpoint', 'show', '1', String(number))).toMatchObject([{ files: [{ path: 'extra.txt' }] }]);
  expect((await run(['checkpoint', 'save', '1'])).stdout).toContain('There was nothing new to save');
  writeFileSync(join(worktree, 'extra.txt'), 'spoilt');
  await ask('checkpoint', 'save', '1');
});

test('the doctor tells of a worktree that is gone, and mends it by its id or with all', async () => {
  const { ask, run } = world;
  rmSync(worktree, { recursive: true });
  const found = await run(['doctor', '--json']);
  const ill = (JSON.parse(found.stdout) as { id: string; repair?: string }[]).filter(({ repair }) => repair);
  expect([found.code, ill]).toMatchObject([1, [{ id: expect.stringMatching(/^workspace:thr_/) as string }]]);
  expect((await run(['doctor'])).stdout).toContain(`teatree doctor --fix ${String(ill[0]?.id)}`);
  expect(await ask('doctor', '--fix', String(ill[0]?.id))).toMatchObject([{ ok: true }]);
  expect(readFileSync(join(worktree, 'extra.txt'), 'utf8')).toBe('spoilt');
  rmSync(worktree, { recursive: true });
  expect(await ask('doctor', '--fix', 'all')).toMatchObject([{ ok: true }]);
  expect(readFileSync(join(worktree, 'extra.txt'), 'utf8')).toBe('spoilt');
  expect(await ask('doctor', '--fix', 'all')).toEqual([]);
  expect(await run(['doctor', '--fix', 'nothing'])).toMatchObject({
    stderr: expect.stringContaining('There is no finding nothing') as string,
  });
});

test('a workspace is removed only of a thread that is done and only with a look at its work, and comes back', async () => {
  const { ask, run } = world;
  expect((await run(['workspace', 'remove', '1'])).stderr).toContain('not done');
  await ask('thread', 'drop', '1', '--reason', 'enough');
  const refused = await run(['workspace', 'remove', '1']);
  expect([refused.code === 0, refused.stderr]).toMatchObject([false, expect.stringContaining('extra.txt') as string]);
  await ask('workspace', 'remove', '1', '--force');
  expect([existsSync(worktree), await ask('workspace', 'list')]).toMatchObject([
    false,
    [{ state: 'removed', number: 1 }],
  ]);
  await ask('workspace', 'restore', '1');
  expect(readFileSync(join(worktree, 'extra.txt'), 'utf8')).toBe('spoilt');
  expect((await run(['workspace', 'restore', '1'])).stderr).toContain('stands');
});
