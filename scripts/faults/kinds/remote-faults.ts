import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pick } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { patienceMs, until } from '../rounds/when.ts';
import { hang } from '../desk/hook.ts';
import { landed, landIt, readyToLand } from '../desk/landing.ts';

/** A landing over two repos meets a remote that misbehaves; when it is well again, the landing is finished. */
function misbehaves(
  id: string,
  title: string,
  { hook, script }: { readonly hook: 'pre-receive' | 'post-receive'; readonly script: string },
): Fault {
  return {
    ...{ id, title, expected: 'goes on' },
    inject: async (scene) => {
      const { desk, random } = scene;
      const courier = await readyToLand(scene);
      // The first of the two that are pushed to, or the second.
      const clone = desk.clones[random() < 0.5 ? 0 : 1] ?? '';
      const unhook = hang(desk.remoteOf(clone), hook, script);
      await landIt(scene, courier);
      await sleep(3000);
      unhook();
      return { factory: 'up', afterwards: (after) => landed(after, courier) };
    },
  };
}

const limitMs = 4000;

/** Our own time limit ends the push: the remote would hang for good. */
const hangs: Fault = {
  id: 'remote-hangs',
  title: `a remote that hangs in the midst of a push until our own time limit, here ${String(limitMs / 1000)} s, ends it`,
  expected: 'goes on',
  inject: async (scene) => {
    const { desk } = scene;
    const courier = await readyToLand(scene);
    const remote = desk.remoteOf(pick(desk.clones.slice(0, 2), scene.random) ?? '');
    const [limit, began, outlived] = ['limit', 'hang-began', 'hang-outlived'].map((name) => join(desk.home, name));
    writeFileSync(limit, String(limitMs));
    const unhook = hang(remote, 'pre-receive', `touch ${began}; sleep 60; touch ${outlived}; exit 1`);
    await landIt(scene, courier);
    await until(() => existsSync(began), patienceMs, 'nothing is pushed');
    unhook();
    rmSync(limit);
    return {
      factory: 'up',
      afterwards: async (after) => {
        const flaws = await landed(after, courier);
        const waited = existsSync(outlived) ? ['the push went on until the remote gave up'] : [];
        for (const file of [began, outlived]) rmSync(file, { force: true });
        return [...flaws, ...waited];
      },
    };
  },
};

export const remoteFaults: readonly Fault[] = [
  hangs,
  misbehaves('remote-rejects', 'a remote that rejects a push', {
    hook: 'pre-receive',
    script: 'echo "not today" >&2; exit 1',
  }),
  misbehaves('remote-dies', 'a remote that dies in the midst of a push', {
    hook: 'pre-receive',
    script: 'kill -9 $PPID; sleep 1; exit 1',
  }),
  misbehaves('remote-dies-after', 'a remote that has taken a push and dies before it says so', {
    hook: 'post-receive',
    script: 'kill -9 $PPID; sleep 1',
  }),
];
