import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claudeHarness } from './index.ts';

test('a session is taken over with its own folder and the login of the person, and no secret', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-take-over-'));
  const program = join(folder, 'claude');
  writeFileSync(program, '');
  chmodSync(program, 0o755);
  const place = { session: 'abc', state: '/s', workspace: '/w', repos: [] };
  const accountEnv = { ANTHROPIC_API_KEY: 'sk-ant-dummy' };
  expect(await claudeHarness({ program, accountEnv }).takeOver?.(place)).toEqual({
    file: program,
    args: ['--setting-sources', 'user', '--strict-mcp-config', '--resume', 'abc'],
    cwd: '/w',
    env: { CLAUDE_CONFIG_DIR: '/s/claude', CLAUDE_SECURESTORAGE_CONFIG_DIR: '' },
  });
  expect(await claudeHarness({ program: '/nowhere' }).takeOver?.(place)).toBeUndefined();
  rmSync(folder, { recursive: true, force: true });
});
