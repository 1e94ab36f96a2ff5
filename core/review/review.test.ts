import { expect, test } from 'vitest';
import { CommitId, RepoId } from '../ids.ts';
import { anchor } from './anchor.ts';
import { readFindings } from './findings.ts';
import { apartFrom, apartWords, makersOf, proposeReviewer, tooClose } from './reviewer.ts';

const one = '{"repo":"api","path":"src/a.ts","line":3,"severity":"high","title":"Off by one","body":"Why"}';

test.each([
  ['lines', `${one}\n${one.replace('3', '4')}`],
  ['lines in prose and a fence', `I found:\n\n\`\`\`json\n${one}\n${one}\n\`\`\`\nThat is all.`],
  ['an array over lines', `[\n  ${one},\n  ${one}\n]`],
  ['a list', `- ${one}\n2. ${one}`],
  ['objects over lines', `${JSON.stringify(JSON.parse(one), null, 2)}\n${JSON.stringify(JSON.parse(one), null, 2)},`],
])('findings are read as %s', (_, text) => {
  const { findings, problems } = readFindings(text);
  expect(findings).toHaveLength(2);
  expect(findings[0]).toMatchObject({ repo: 'api', path: 'src/a.ts', line: 3, severity: 'high', title: 'Off by one' });
  expect(problems).toEqual([]);
});

test('other words for the same are understood, and what nobody knows is taken seriously', () => {
  const { findings } = readFindings(
    [
      '{"file":"a.ts:12","severity":"CRITICAL","message":"Boom\\nBecause"}',
      '{"path":"a.ts","line":"7-9","severity":"?","title":"x"}',
    ].join('\n'),
  );
  expect(findings).toMatchObject([
    { path: 'a.ts', line: 12, severity: 'high', title: 'Boom' },
    { path: 'a.ts', line: 7, severity: 'medium', title: 'x' },
  ]);
});

test('what cannot be read is named, and prose is not taken for a finding', () => {
  const { findings, problems, verdict } = readFindings(
    '{"repo":"api", broken\n{ if (x) }\n{"path":"a.ts"}\nfunction {',
  );
  expect(findings).toEqual([]);
  expect(verdict).toBeUndefined();
  expect(problems).toHaveLength(2);
});

test('the verdict is told apart from findings', () => {
  expect(readFindings('{"verdict":"approve","summary":"Fine."}')).toMatchObject({
    findings: [],
    verdict: 'approve',
    summary: 'Fine.',
  });
});

test('text made to take for ever takes no time', () => {
  const began = performance.now();
  readFindings('{"a":\n'.repeat(60_000));
  readFindings('}\n'.repeat(200_000));
  // Read again from each bracket it would take far longer; the machine may be busy.
  expect(performance.now() - began).toBeLessThan(15_000);
});

const part = {
  ...{ repo: RepoId.parse('rep_api'), name: 'api', head: CommitId.parse('a'.repeat(40)), folder: '/r/api' },
  ...{
    changed: ['src/a.ts', 'old.ts'],
    lines: new Map([
      ['src/a.ts', 10],
      ['README.md', 2],
    ]),
  },
};
const base = { severity: 'high', title: 't', body: 'b', repo: 'api' } as const;

test.each([
  ['a line of the file', { path: 'src/a.ts', line: 10 }, { path: 'src/a.ts', line: 10 }],
  ['a line past its end', { path: 'src/a.ts', line: 11 }, { path: 'src/a.ts' }],
  ['a path from the workspace', { path: 'api/src/a.ts', line: 1 }, { path: 'src/a.ts', line: 1 }],
  ['an absolute path in the checkout', { path: '/r/api/src/a.ts', line: 1 }, { path: 'src/a.ts', line: 1 }],
  ['a file that did not change', { path: 'README.md', line: 2 }, { path: 'README.md', line: 2 }],
  ['a file that was removed', { path: 'old.ts', line: 2 }, { path: 'old.ts' }],
])('%s keeps its place', (_, finding, place) => {
  const found = anchor({ ...base, ...finding }, [part]);
  expect({ path: found?.path, line: found?.line }).toEqual({ line: undefined, ...place });
});

test.each(['../../etc/passwd', '/etc/passwd', 'nowhere.ts'])(
  '%s points nowhere, so the repo as a whole is meant',
  (path) => {
    const found = anchor({ ...base, path, line: 1 }, [part]);
    expect(found).toMatchObject({ repo: 'rep_api', body: `It names ${path}, which is not there. b` });
    expect(found?.path).toBeUndefined();
  },
);

const info = (id: string, state: 'ready' | 'missing' = 'ready') => ({ id, title: id, state, text: '' });
const claude = { id: 'claude', config: {} };
const small = { id: 'claude', config: { model: 'small' } };

test('the maker is not the checker: another harness is proposed, and without one the refusal names the remedy', () => {
  const makers = makersOf({ runs: [], harness: claude });
  expect(makers).toEqual([]);
  const all = [info('recipe'), info('claude'), info('codex', 'missing'), info('opencode')];
  expect(proposeReviewer([claude], all)).toMatchObject({ value: { id: 'opencode' } });
  expect(proposeReviewer([claude], [info('recipe'), info('claude')])).toMatchObject({
    error: { code: 'no-reviewer', next: expect.stringContaining('name claude itself') as string },
  });
});

test('what keeps maker and checker apart is told: harness, model, or a session alone', () => {
  expect(apartFrom([claude], { id: 'codex', config: {} })).toBe('harness');
  expect(apartFrom([small], { id: 'claude', config: { model: 'other' } })).toBe('model');
  expect(apartFrom([{ id: 'claude', config: { model: 'same' } }], { id: 'claude', config: { model: 'same' } })).toBe(
    'session',
  );
  expect(apartFrom([claude], claude)).toBe('session');
});

test('a model that nobody named is not known to be another one, whichever of the two it is', () => {
  const other = { id: 'claude', config: { model: 'other' } };
  expect([apartFrom([claude], other), apartFrom([small], claude), apartFrom([small, claude], other)]).toEqual([
    ...['unknown', 'unknown', 'unknown'],
  ]);
  expect(apartWords('unknown', 'Claude Code')).toBe(
    'Claude Code made these commits too, and whether with another model is not known',
  );
  const [alone, both] = [[info('claude')], [info('claude'), info('codex')]];
  expect(tooClose([claude], other, both)).toEqual({
    code: 'maker-is-checker',
    message: 'claude made these commits, and nothing says that it was with another model',
    next: 'Let codex look (codex)',
  });
  expect(tooClose([small], claude, both)?.next).toBe('Let codex look (codex), or name another model');
  expect(tooClose([claude], other, alone)).toBeUndefined();
});

test('the maker never checks its own commits while another agent could; where none could, in a session of its own', () => {
  const [alone, both] = [[info('claude')], [info('claude'), info('codex')]];
  expect(tooClose([claude], claude, both)).toMatchObject({
    code: 'maker-is-checker',
    next: expect.stringContaining('Let codex look') as string,
  });
  expect(tooClose([claude], { id: 'codex', config: {} }, both)).toBeUndefined();
  expect(tooClose([small], { id: 'claude', config: { model: 'other' } }, both)).toBeUndefined();
  expect(tooClose([claude], claude, alone)).toBeUndefined();
});
