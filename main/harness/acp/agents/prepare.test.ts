import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { qwen } from './qwen.ts';

test('Qwen is not started in a repo whose settings could outvote the gate', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qwen-'));
  const gate = { folder: join(folder, 'gate'), bash: '/bin/bash' };
  const home = { folder, person: folder, cwd: folder, gate, programs: [], model: undefined, contained: false };
  try {
    expect((await qwen.prepare(home)).env.QWEN_HOME).toBe(join(folder, 'home'));
    mkdirSync(join(folder, '.qwen'));
    writeFileSync(join(folder, '.qwen', 'settings.json'), '{}');
    await expect(qwen.prepare(home)).rejects.toMatchObject({ code: 'ungated' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
