import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { landed, landIt, readyToLand } from './landing.ts';

/** A landing over two repos meets a remote that misbehaves; when it is well again, the landing is finished. */
function misbehaves(
  id: string,
  title: string,
  { hook, script }: { readonly hook: string; readonly script: string },
): Fault {
  return {
    ...{ id, title, expected: 'goes on' },
    inject: async (scene) => {
      const { desk, random } = scene;
      const courier = await readyToLand(scene);
      // The first of the two that are pushed to, or the second.
      const clone = desk.clones[random() < 0.5 ? 0 : 1] ?? '';
      const file = join(desk.remoteOf(clone), 'hooks', hook);
      mkdirSync(join(desk.remoteOf(clone), 'hooks'), { recursive: true });
      writeFileSync(file, `#!/bin/sh\n${script}\n`);
      chmodSync(file, 0o755);
      await landIt(scene, courier);
      await sleep(3000);
      rmSync(file);
      return { factory: 'up', afterwards: (after) => landed(after, courier) };
    },
  };
}

export const remoteFaults: readonly Fault[] = [
  misbehaves('remote-hangs', 'a remote that hangs for 5 s in the midst of a push', {
    hook: 'pre-receive',
    script: 'sleep 5',
  }),
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
