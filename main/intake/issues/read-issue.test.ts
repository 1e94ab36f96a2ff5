import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readIssue } from './read-issue.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-issue-'));
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
});
afterEach(() => vi.unstubAllEnvs());

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

test('the forge’s own program reads the issue; no token of ours is handed to it, and none comes out of it', async () => {
  vi.stubEnv('GH_TOKEN', 'ours');
  const token = `glpat-${'aB3dE5gH7jK9mN1pQ2r'}S`;
  const out = join(folder, 'out');
  program(
    'gh',
    `printf '%s|' "$@" "\${GH_TOKEN:-none}" > '${out}'; echo '{"title":"Login loops","body":"with ${token}"}'`,
  );
  expect(await readIssue('https://github.com/acme/web/issues/12')).toEqual({
    ...{ kind: 'read', title: 'Login loops', body: 'with «secret: gitlab-token»' },
  });
  expect(readFileSync(out, 'utf8')).toBe('issue|view|https://github.com/acme/web/issues/12|--json|title,body|none|');
});

test('without the program, or when it cannot read the page, the link is all there is, and it is said why', async () => {
  program('glab', 'echo "not logged in" >&2; exit 1');
  const why = async (url: string) => {
    const read = await readIssue(url);
    return read.kind === 'link-only' ? read.why : read.kind;
  };
  expect(await why('https://gitlab.com/acme/web/-/issues/3')).toBe('glab could not read it: not logged in');
  vi.stubEnv('PATH', folder);
  expect(await why('https://github.com/acme/web/issues/12')).toBe('gh is not installed');
  expect(await why('https://linear.app/acme/issue/WEB-12/x')).toBe('No program is known that reads this page');
  expect(await why('https://github.com/acme/web')).toBe('This is not the page of an issue');
});
