import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { awaitThrough, isKeeping, sendCourier } from '../desk/crew.ts';
import { worktreesOf } from '../desk/ledger.ts';
import { pick } from '../fault.ts';
import type { Fault, Scene } from '../fault.ts';
import { patienceMs, when } from '../rounds/when.ts';

type Place = { readonly clone: string; readonly worktree: string; readonly branch: string };

const hourS = 3600;

/** What a git that was killed leaves for good, at each place where a thread at work needs it. */
const places: readonly (readonly [id: string, what: string, file: (place: Place) => string])[] = [
  ['index', 'the index of a worktree', ({ worktree }) => join(worktree, 'index.lock')],
  ['head', 'the HEAD of a worktree', ({ worktree }) => join(worktree, 'HEAD.lock')],
  ['branch', 'a thread’s branch', ({ clone, branch }) => join(clone, 'refs/heads', `${branch}.lock`)],
  ['tracking', 'what is known of the remote’s main', ({ clone }) => join(clone, 'refs/remotes/origin/main.lock')],
  ['packed-refs', 'the packed refs of a clone', ({ clone }) => join(clone, 'packed-refs.lock')],
  ['config', 'the settings of a clone', ({ clone }) => join(clone, 'config.lock')],
];

export const lockFaults: readonly Fault[] = [
  ...places.map(([id, what, file]): Fault => ({
    id: `stale-lock-${id}`,
    title: `a lock on ${what}, an hour old, of a git that is dead: the doctor cures it`,
    expected: 'stops and says why',
    inject: async (scene) => {
      const { threads } = await scene.factory.snapshot();
      const worktrees = threads.filter(isKeeping).flatMap(worktreesOf);
      const struck = pick(worktrees, scene.random);
      if (!struck) throw new Error('There is no worktree yet');
      const gitDir = scene.desk.git(struck.path, 'rev-parse', '--absolute-git-dir');
      const lock = file({ clone: dirname(dirname(gitDir)), worktree: gitDir, branch: struck.branch });
      mkdirSync(dirname(lock), { recursive: true });
      writeFileSync(lock, '');
      utimesSync(lock, Date.now() / 1000 - hourS, Date.now() / 1000 - hourS);
      const hit = threads.filter((each) => worktreesOf(each).some(({ repo }) => repo === struck.repo));
      return { factory: 'up', hit: hit.map(({ thread }) => thread), afterwards: (after) => cured(after, lock) };
    },
  })),
  {
    id: 'locks-held',
    title: 'locks of another git in every clone for 2 s',
    expected: 'goes on',
    inject: async ({ desk }) => {
      const names = ['packed-refs.lock', 'index.lock', 'config.lock', 'HEAD.lock'];
      const locks = desk.clones.flatMap((clone) => names.map((name) => join(clone, '.git', name)));
      for (const lock of locks) writeFileSync(lock, '');
      await sleep(2000);
      for (const lock of locks) rmSync(lock, { force: true });
      return { factory: 'up' };
    },
  },
];

/** The doctor finds it, one click takes it away as soon as no git is at work there, and new work goes through. */
async function cured(scene: Scene, lock: string): Promise<readonly string[]> {
  const { client } = scene.factory;
  const away = await when(
    async () => {
      if (!existsSync(lock)) return true;
      const findings = await client.call('app.doctor', {});
      const found = findings.ok ? findings.value.find(({ text, repair }) => repair && text.includes(lock)) : undefined;
      if (found) await client.call('app.repair', { finding: found.id });
      return false;
    },
    patienceMs / 2,
    500,
  );
  if (!away) return [`the doctor does not cure ${lock}`];
  await awaitThrough(scene.factory, await sendCourier(scene, { repos: 3 }));
  return [];
}
