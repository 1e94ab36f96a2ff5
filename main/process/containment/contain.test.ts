import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { cleanEnvironment } from '../environment.ts';
import { findByMarker } from '../kill-tree.ts';
import { processTable } from '../process-table.ts';
import { run } from '../run.ts';
import { startProcess } from '../start-process.ts';
import type { Mount } from './containment.ts';
import { detectContainment } from './detect.ts';

const state = await detectContainment();
const here = test.skipIf(state.kind !== 'contained' || state.by !== 'bubblewrap');

/** A folder with `own` (writable), `secret` (hidden), `token` (a hidden file) and `plain`. */
function place() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'teatree-contain-')));
  for (const name of ['own', 'secret', 'plain', 'other']) mkdirSync(join(root, name));
  for (const name of ['secret/key', 'token', 'plain/file', 'other/file']) writeFileSync(join(root, name), name);
  const mounts: Mount[] = [
    { access: 'write', at: join(root, 'own') },
    { access: 'none', at: join(root, 'secret') },
    { access: 'none', at: join(root, 'token') },
    { access: 'none', at: join(root, 'is-not-there') },
  ];
  async function sh(script: string, more: readonly Mount[] = [], network: 'shared' | 'none' = 'shared') {
    const done = await run({
      ...{ file: 'sh', args: ['-c', script], cwd: root, env: cleanEnvironment(), timeoutMs: 20_000 },
      containment: { by: 'bubblewrap', mounts: [...mounts, ...more], network },
    });
    if (!done.ok) throw new Error(done.error.message);
    return { code: done.value.exitCode, out: done.value.stdout.trim(), said: done.value.stderr };
  }
  return { root, sh, mounts };
}

here('only its own folders are written; everything else is read, and what is hidden is not', async () => {
  const { root, sh } = place();
  expect(await sh('echo mine > own/file; cat plain/file')).toMatchObject({ code: 0, out: 'plain/file' });
  expect(readFileSync(join(root, 'own/file'), 'utf8')).toBe('mine\n');
  for (const attack of [
    ...['echo x > plain/file', 'rm plain/file', 'mv plain own/plain', 'ln plain/file own/link && echo x > own/link'],
    ...['cat token', 'cat secret/key', 'cp token own/', 'echo x > secret/new', 'rm -r secret', 'umount secret'],
    ...['mount -o remount,rw /', 'unshare -Urm sh -c "mount -o remount,rw / && echo x > plain/file"'],
    ...['chmod 777 plain/file', 'touch -d 2001-01-01 plain/file', 'mknod own/disk b 8 0 && cat own/disk'],
  ])
    expect((await sh(attack)).code, attack).not.toBe(0);
  expect(readFileSync(join(root, 'plain/file'), 'utf8')).toBe('plain/file');
  expect(readFileSync(join(root, 'token'), 'utf8')).toBe('token');
});

here('a secret reached through a link is hidden where it really lies', async () => {
  const { root, sh } = place();
  symlinkSync(join(root, 'plain'), join(root, 'linked'));
  expect((await sh('cat plain/file', [{ access: 'none', at: join(root, 'linked') }])).code).not.toBe(0);
});

here('what is opened again inside of something hidden can be used, and nothing can be put beside it', async () => {
  const { root, sh } = place();
  mkdirSync(join(root, 'secret/inner'));
  const inner = join(root, 'secret/inner');
  const more: Mount[] = [{ access: 'write', at: inner }];
  expect(await sh(`echo x > ${inner}/file; ls secret`, more)).toMatchObject({ code: 0, out: 'inner' });
  expect((await sh('touch secret/beside', more)).code).not.toBe(0);
  expect(existsSync(join(inner, 'file'))).toBe(true);
});

here('a folder may be another one inside, and a fresh one is gone afterwards', async () => {
  const { root, sh } = place();
  const more: Mount[] = [
    { access: 'write', at: join(root, 'plain'), from: join(root, 'other') },
    { access: 'fresh', at: join(root, 'own') },
  ];
  expect(await sh('cat plain/file; echo x > plain/new; echo x > own/gone', more)).toMatchObject({ out: 'other/file' });
  expect([existsSync(join(root, 'other/new')), existsSync(join(root, 'own/gone'))]).toEqual([true, false]);
});

here('it has no rights of root, sees no process outside and, without a network, no other machine', async () => {
  const { sh } = place();
  expect((await sh('grep CapEff /proc/self/status')).out).toMatch(/\t0+$/);
  expect((await sh(`kill -0 ${process.pid}`)).code).not.toBe(0);
  expect((await sh(`cat /proc/${process.pid}/environ`)).code).not.toBe(0);
  expect((await sh('ls -d /sys/class/net/*; cat /proc/net/dev | grep -c :', [], 'none')).out).toMatch(/1$/);
});

here('its exit code is told, and so is a program that is not there', async () => {
  const { sh } = place();
  expect((await sh('exit 7')).code).toBe(7);
  expect((await sh('nobody-knows-this')).code).toBe(127);
});

here('it hears and answers, is found by its marker, and a kill leaves nothing, whatever it did to hide', async () => {
  const { root, mounts } = place();
  const lines: string[] = [];
  const script = `
    for i in 1 2 3; do sleep 600 & done
    setsid sleep 600 &
    ( setsid env -i sh -c 'trap "" TERM HUP INT; while :; do sleep 0.1; done' </dev/null >/dev/null 2>&1 & )
    read line; echo "heard $line"; sleep 600`;
  const started = await startProcess({
    ...{ file: 'sh', args: ['-c', script], cwd: root, env: cleanEnvironment(), marker: 'run_contained' },
    containment: { by: 'bubblewrap', mounts, network: 'shared' },
    onLine: (line) => lines.push(line.text),
  });
  if (!started.ok) throw new Error(started.error.message);
  await started.value.write('you');
  while (lines.length === 0) await sleep(20);
  expect(lines).toEqual(['heard you']);
  expect((await findByMarker('run_contained')).length).toBeGreaterThanOrEqual(6);
  const before = await treeOf(started.value.identity.pid);
  expect(before.length).toBeGreaterThanOrEqual(8);
  const began = Date.now();
  expect(await started.value.kill()).toEqual({ gone: true, left: [] });
  expect(Date.now() - began).toBeLessThan(2000);
  const left = await processTable();
  expect(before.filter((row) => left.get(row.pid)?.startedAt === row.startedAt)).toEqual([]);
});

here('when bubblewrap alone is killed, everything that ran inside is gone with it', async () => {
  const { root, mounts } = place();
  const started = await startProcess({
    ...{ file: 'sh', args: ['-c', 'setsid env -i sleep 600 & echo up; sleep 600'], cwd: root },
    ...{
      env: cleanEnvironment(),
      onLine: () => undefined,
      containment: { by: 'bubblewrap', mounts, network: 'shared' },
    },
  });
  if (!started.ok) throw new Error(started.error.message);
  const { pid } = started.value.identity;
  let before = await treeOf(pid);
  while (before.length < 5) before = await treeOf(pid);
  process.kill(pid, 'SIGKILL');
  await started.value.exit;
  await sleep(300);
  const left = await processTable();
  expect(before.filter((row) => left.get(row.pid)?.startedAt === row.startedAt)).toEqual([]);
});

async function treeOf(pid: number) {
  const table = [...(await processTable()).values()];
  const tree = table.filter((row) => row.pid === pid);
  for (const row of tree) tree.push(...table.filter((each) => each.parent === row.pid));
  return tree;
}
