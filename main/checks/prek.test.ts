import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { CommitId, RepoId } from '../../core/ids.ts';
import { sandbox } from '../git/testing/sandbox.ts';
import { cleanEnvironment } from '../process/environment.ts';
import { scanWithHooks } from './prek.ts';

const hook = (id: string) => ({ hooks: [{ id }], repo: 'builtin' });
const config = (...repos: readonly unknown[]) => ({ '.pre-commit-config.yaml': JSON.stringify({ repos }) });

/** `script` speaks the output of prek 0.5; it finds its configuration in `$5`, and the hook in `$6`. */
function world(script: string, program = 'prek') {
  const box = sandbox();
  const folder = mkdtempSync(join(tmpdir(), 'teatree-checks-'));
  box.script(`bin/${program}`, `[ "$1" = --version ] && { echo ${program} 1; exit 0; }\n${script}`);
  const protect = (...repos: readonly unknown[]) => {
    box.commit('clone', config(...repos));
    box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  };
  const scan = (paths: readonly string[], PATH = `${box.at('bin')}${delimiter}/usr/bin${delimiter}/bin`) =>
    scanWithHooks({
      ...{ folder, marker: 'teatree-prek', signal: new AbortController().signal, paths },
      env: cleanEnvironment({ PATH, OUT: box.at('seen') }),
      repo: {
        ...{ id: RepoId.parse('rep_api'), name: 'api', path: box.clone, changed: true, config: {} },
        ...{ commit: CommitId.parse(box.head('clone')), protectedRef: 'refs/remotes/origin/main' },
      },
    });
  return { box, protect, scan, folder };
}

const found = `
echo "detect private key.......................................................Failed"
echo "- hook id: $6"
echo "- description: Detects the presence of private keys"
echo "- exit code: 1"
echo
echo "  Private key found: keys/k.txt"
exit 1`;

test('what a secret hook of the project finds is told by file, and the checkout is gone afterwards', async () => {
  const { box, protect, scan, folder } = world(found);
  protect(hook('detect-private-key'), hook('trailing-whitespace'));
  box.commit('clone', { 'keys/k.txt': 'x\n', 'k.txt': 'y\n' });
  expect(await scan(['k.txt', 'keys/k.txt'])).toEqual({
    findings: [{ hook: 'detect-private-key (prek)', path: 'keys/k.txt', line: undefined }],
    notes: ['detect-private-key (prek) has looked as well'],
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('lines are read as gitleaks and detect-secrets tell them, and what the hook quotes is not', async () => {
  const quoting = `echo "- hook id: $6"; echo "- exit code: 1"; echo
echo "  Secret:      hush"; echo "  File:        a.ts"; echo "  Line:        7"; echo "  Location:    b.ts:12"; exit 1`;
  const { box, protect, scan } = world(quoting);
  protect(hook('gitleaks'));
  box.commit('clone', { 'a.ts': 'x\n' });
  const { findings } = await scan(['a.ts', 'b.ts']);
  expect(findings).toEqual([
    { hook: 'gitleaks (prek)', path: 'a.ts', line: 7 },
    { hook: 'gitleaks (prek)', path: 'b.ts', line: 12 },
  ]);
});

test('the hooks are those of the protected branch, each alone, and all that the commits add is staged', async () => {
  const { box, protect, scan } = world('{ cat "$5"; git diff --cached --name-only; git status --short; } >> "$OUT"');
  protect(hook('detect-private-key'), hook('trailing-whitespace'), hook('gitleaks'));
  box.commit('clone', { ...config(hook('talisman')), '.gitleaksignore': 'x\n', 'new.txt': 'x\n' });
  const { notes } = await scan(['new.txt']);
  expect(notes).toEqual(['detect-private-key (prek) has looked as well', 'gitleaks (prek) has looked as well']);
  const alone = (id: string) => `${JSON.stringify({ repos: [hook(id)] })}new.txt\nA  new.txt\n`;
  expect(box.read('seen')).toBe(alone('detect-private-key') + alone('gitleaks'));
});

test('an agent that brings its own hooks has none of them run', async () => {
  const { box, scan } = world('echo ran > "$OUT"; exit 1');
  box.commit('clone', config(hook('gitleaks')));
  expect(await scan(['.pre-commit-config.yaml'])).toEqual({ findings: [], notes: [] });
  expect(box.exists('seen')).toBe(false);
});

test.each([
  ['cannot be installed', 'echo "error: Failed to init hooks" >&2; exit 2', 'error: Failed to init hooks'],
  [
    'lacks its program',
    'echo "- exit code: 1"; echo "Executable \\`x\\` not found"; exit 1',
    'Executable `x` not found',
  ],
  ['cannot be started', 'echo "- exit code: 127"; exit 1', 'its program cannot be started'],
])('a hook that %s is a note, not a failure', async (_name, script, why) => {
  const { box, protect, scan } = world(script);
  protect(hook('gitleaks'));
  box.commit('clone', { 'a.ts': 'x\n' });
  expect(await scan(['a.ts'])).toEqual({ findings: [], notes: [`gitleaks (prek) could not look: ${why}`] });
});

test('a configuration that cannot be read is a note', async () => {
  const { box, scan } = world(found);
  box.commit('clone', { '.pre-commit-config.yaml': 'repos: [' });
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  expect((await scan([])).notes).toEqual(['.pre-commit-config.yaml cannot be read, so no hook of it has looked']);
});

test('pre-commit, its elder, is taken where there is no prek; with neither it is a note', async () => {
  const { box, protect, scan } = world(found, 'pre-commit');
  protect(hook('detect-private-key'));
  box.commit('clone', { 'keys/k.txt': 'x\n' });
  expect((await scan(['keys/k.txt'])).findings).toMatchObject([{ hook: 'detect-private-key (pre-commit)' }]);
  expect(await scan(['keys/k.txt'], box.at('folder'))).toEqual({
    findings: [],
    notes: ['detect-private-key: prek is not installed'],
  });
});
