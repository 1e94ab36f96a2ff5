import { expect, test } from 'vitest';
import { CommitId, RepoId } from '../../core/ids.ts';
import { chance, put } from '../../core/secrets/testing/chance.ts';
import { sandbox } from '../git/testing/sandbox.ts';
import type { CheckRepo } from './run-checks.ts';
import { checkForSecrets } from './secrets-check.ts';

const token = put('gh', 'p_', chance(1).letters(36));

const absent = () => Promise.resolve({ kind: 'absent' as const });

function world() {
  const box = sandbox();
  const repo = (): CheckRepo => ({
    ...{ id: RepoId.parse('rep_api'), name: 'api', path: box.clone, changed: true, config: {} },
    ...{ commit: CommitId.parse(box.head('clone')), protectedRef: 'refs/remotes/origin/main' },
  });
  return { box, repo, check: () => checkForSecrets(repo(), { gitleaks: absent }) };
}

test('commits without a secret pass', async () => {
  const { box, check } = world();
  box.commit('clone', { 'a.txt': 'changed\n', 'package-lock.json': `"integrity": "sha512-${chance(2).base64(86)}=="` });
  expect(await check()).toMatchObject({ name: 'secrets', outcome: 'passed' });
});

test('a secret is told by file, line and rule, and not told itself', async () => {
  const { box, check } = world();
  box.commit('clone', { 'src/a.ts': `one\ntwo\nconst t = '${token}';\n` });
  const end = await check();
  expect(end).toMatchObject({
    outcome: 'failed',
    tail: expect.stringMatching(/^src\/a\.ts:3: github-token\n\n/) as string,
  });
  expect(JSON.stringify(end)).not.toContain(token);
});

test('a secret that a later commit took out is found, for the history is pushed as well', async () => {
  const { box, check } = world();
  const id = box.commit('clone', { 'a.ts': `t = '${token}'\n` });
  box.commit('clone', { 'a.ts': 't = process.env.T\n' });
  expect((await check()).tail).toMatch(new RegExp(`^a\\.ts:1: github-token \\(in commit ${id.slice(0, 10)}\\)`));
});

test('a secret in a message is found; attributes that call a file binary hide none', async () => {
  const { box, check } = world();
  box.git('clone', 'commit', '-q', '--allow-empty', '-m', `Use it\n\nWith ${token}`);
  box.commit('clone', { '.gitattributes': '*.env -diff\n', 'x.env': `PASSWORD=q8${chance(3).letters(20)}\n` });
  expect((await check()).tail.split('\n').slice(0, 2)).toEqual([
    'x.env:1: password',
    expect.stringMatching(/^commit message:3: github-token \(in commit/),
  ]);
});

test('what the protected branch already has is not held against the change set', async () => {
  const { box, check } = world();
  box.commit('clone', { 'old.ts': `t = '${token}'\n` });
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  box.commit('clone', { 'new.ts': 'fine\n' });
  expect(await check()).toMatchObject({ outcome: 'passed' });
});

test('a secret in the name of the branch is found', async () => {
  const { box, repo } = world();
  box.commit('clone', { 'a.txt': 'changed\n' });
  const end = await checkForSecrets({ ...repo(), branch: `feature/${token}` }, { gitleaks: absent });
  expect(end).toMatchObject({
    outcome: 'failed',
    tail: expect.stringMatching(/^branch name: github-token\n/) as string,
  });
  expect(JSON.stringify(end)).not.toContain(token);
});

test('what gitleaks finds beyond our own scan is told by file and line; what we found is not told twice', async () => {
  const { box, repo } = world();
  box.commit('clone', { 'a.ts': `one\nt = '${token}'\nq = 'odd secret'\n`, 'b.ts': 'x\nodd secret again\n' });
  let given = '';
  const gitleaks = (text: string) => {
    given = text;
    const lines = text.split('\n');
    const findings = lines.flatMap((line, at) => (line.includes('odd secret') ? [{ line: at + 1, rule: 'odd' }] : []));
    return Promise.resolve({ kind: 'looked' as const, findings });
  };
  const end = await checkForSecrets(repo(), { gitleaks });
  expect(given).not.toContain(token);
  expect(end.tail.split('\n').slice(0, 3)).toEqual([
    'a.ts:2: github-token',
    'a.ts:3: odd (gitleaks)',
    'b.ts:2: odd (gitleaks)',
  ]);
});

test('a gitleaks that cannot look is a note, not a failure', async () => {
  const { box, repo } = world();
  box.commit('clone', { 'a.txt': 'changed\n' });
  const gitleaks = () => Promise.resolve({ kind: 'failed' as const, why: 'it took more than 120 s' });
  const end = await checkForSecrets(repo(), { gitleaks });
  expect(end).toMatchObject({ outcome: 'passed', tail: expect.stringContaining('could not look: it took') as string });
});

test('what the hooks of the project find fails the check with file and line, beside what we found', async () => {
  const { box, repo } = world();
  box.commit('clone', { 'a.ts': `one\nt = '${token}'\n`, 'b.ts': 'odd\n' });
  const hooks = (paths: readonly string[]) =>
    Promise.resolve({
      findings: paths.filter((path) => path === 'b.ts').map((path) => ({ hook: 'gitleaks (prek)', path, line: 1 })),
      notes: ['gitleaks (prek) has looked as well'],
    });
  const end = await checkForSecrets(repo(), { gitleaks: absent, hooks });
  expect(end).toMatchObject({ outcome: 'failed', tail: expect.stringContaining('(prek) has looked') as string });
  expect(end.tail.split('\n').slice(0, 2)).toEqual(['a.ts:2: github-token', 'b.ts:1: gitleaks (prek)']);
});
