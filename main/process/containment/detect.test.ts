import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { detectContainment } from './detect.ts';

const PATH = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = PATH;
});

/** A bubblewrap that does as the script says. */
function standIn(script: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-bwrap-'));
  writeFileSync(join(folder, 'bwrap'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bwrap'), 0o755);
  process.env['PATH'] = `${folder}:${PATH ?? ''}`;
}

const onLinux = test.skipIf(process.platform !== 'linux');

async function whyNot(platform?: NodeJS.Platform) {
  const state = await detectContainment(platform);
  return state.kind === 'not-contained' ? `${state.reason}. ${state.next}` : state.kind;
}

onLinux('a missing bubblewrap is told with how to install it', async () => {
  process.env['PATH'] = '/nowhere';
  expect(await whyNot()).toMatch(/^bubblewrap is not installed\. .*apt install bubblewrap/);
});

onLinux('a system that forbids namespaces is told in the words of bubblewrap', async () => {
  standIn('echo "bwrap: No permissions to create new namespace, likely because of the kernel" >&2; exit 1');
  expect(await whyNot()).toContain('No permissions to create new namespace');
});

onLinux('a containment that lets through what it must hold back does not count', async () => {
  // Runs what stands after `--` with no walls at all.
  standIn('while [ "$1" != -- ]; do shift; done; shift; exec "$@"');
  expect(await whyNot()).toMatch(/could (write outside|read what was hidden|reach processes)/);
});

test('a system without any is told so', async () => {
  expect(await whyNot('win32')).toContain('win32');
});
