import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Thread } from '../../../core/model/thread.ts';
import { CommitId } from '../../../core/ids.ts';
import { thread, workspaceWorld } from '../testing/workspace-world.ts';
import { keepAttachment } from './keep-attachment.ts';
import { mentions } from './mentions.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('an attachment lies in the thread’s scratch, under a name that is safe, for its agents to read', async () => {
  const { dataFolder, place } = workspaceWorld();
  const kept = await keepAttachment(dataFolder, thread, { name: '../../My shot; rm -rf.PNG', base64: base64('x') });
  if (!kept.ok) throw new Error(kept.error.message);
  expect(kept.value.path).toMatch(new RegExp(`^${place.scratch}/attachments/my-shot-rm-rf-[0-9a-f]{8}\\.png$`));
  expect(readFileSync(kept.value.path, 'utf8')).toBe('x');
  expect(statSync(kept.value.path).mode & 0o777).toBe(0o600);
});

test('what is too large, or holds a secret, is not handed to agents', async () => {
  const { dataFolder } = workspaceWorld();
  const large = { name: 'large', base64: Buffer.alloc(5 * 1024 * 1024 + 1).toString('base64') };
  const secret = { name: 'notes.txt', base64: base64(`key: ghp_${'a1B2c3D4'.repeat(4)}aB12`) };
  const refused = [await keepAttachment(dataFolder, thread, large), await keepAttachment(dataFolder, thread, secret)];
  expect(refused.map((each) => (each.ok ? '' : each.error.code))).toEqual([
    'attachment-too-large',
    'attachment-secret',
  ]);
});

test('files are named as the thread’s agents find them, new ones too and ignored ones never', async () => {
  const { repos } = workspaceWorld();
  const [api, web] = repos;
  if (!api || !web) throw new Error('The world has two repos');
  writeFileSync(join(api.path, 'brand new.ts'), '');
  writeFileSync(join(api.path, '.gitignore'), 'secret.ts\n');
  writeFileSync(join(api.path, 'secret.ts'), '');
  const worktree = (repo: typeof api) => ({
    ...{ repo: repo.id, path: repo.path, branch: 'main', base: CommitId.parse('1'.repeat(40)) },
  });
  const workspace = (of: readonly (typeof api)[]): Pick<Thread, 'workspace'> => ({
    workspace: { kind: 'ready', path: '/w', worktrees: of.map(worktree), ports: { first: 1, count: 1 } },
  });
  const find = mentions(() => 1);
  expect(await find(workspace([api]), 'new', 5)).toMatchObject({ ok: true, value: [{ path: 'brand new.ts' }] });
  expect(await find(workspace([api]), 'secret', 5)).toEqual({ ok: true, value: [] });
  const both = await find(workspace([api, web]), 'new', 5);
  expect(both).toMatchObject({ value: [{ path: expect.stringMatching(/^[\w-]+\/brand new\.ts$/) as unknown }] });
});
