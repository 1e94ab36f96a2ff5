import { expect, test } from 'vitest';
import { noFolder, rowsOf, runAlone } from '../../testing/run-alone.ts';

process.env['TEATREE_HOME'] = noFolder;

const run = (argv: readonly string[], input = '') => runAlone(argv, { input });

test('calls are judged in order, one line each, with nothing but the input', async () => {
  const rows = [
    { id: 'a', command: 'rm -rf ~' },
    { id: 7, command: 'npm test' },
    { id: 'c', tool: 'Read', input: { file_path: '.env' } },
    { id: 'd', command: 'cat link', facts: { symlinks: { link: '.env' } } },
    { id: 'e', command: 'git reset --hard', cwd: '/home/dev/src/app' },
  ];
  const { code, out } = await run(['gate', 'judge', '--json'], rows.map((row) => JSON.stringify(row)).join('\n'));
  expect(code).toBe(0);
  expect(rowsOf(out)).toMatchObject([
    { id: 'a', v: 'deny', rule: 'FS1', us: expect.any(Number) as number },
    { id: 7, v: 'allow' },
    { id: 'c', v: 'deny', rule: 'SEC1', next: expect.any(String) as string },
    { id: 'd', v: 'deny', rule: 'SEC1' },
    { id: 'e', v: 'deny', rule: 'GIT4' },
  ]);
});

test('a line that is no call is named', async () => {
  const { code, err } = await run(['gate', 'judge', '--json'], '{"id":"a","command":"ls"}\nls');
  expect(code).toBe(2);
  expect(err).toContain('Line 2');
});

test('the words in command position are shown, and what is wrong with the text', async () => {
  const { out } = await run(
    ['gate', 'parse', '--json'],
    '{"id":"a","command":"a $(b) | c"}\n{"id":"b","command":"a \'"}',
  );
  expect(rowsOf(out)).toMatchObject([
    { id: 'a', words: ['a', 'b', 'c'] },
    { id: 'b', error: expect.any(String) as string },
  ]);
});

test('a command is explained by what it would run, do and be answered', async () => {
  const { out } = await run(['gate', 'explain', 'cd src && rm -rf "$X/"']);
  expect(out).toContain('deny FS7');
  expect(out).toMatch(/runs +rm -rf \$X\/ +\/home\/dev\/factory\/wt\/app\/T-42\/src/);
  const { out: json } = await run(['gate', 'explain', '--json', 'git push -f']);
  expect(JSON.parse(json)).toMatchObject({
    commands: [{ words: ['git', 'push', '-f'] }],
    effects: [{ kind: 'git', about: expect.stringContaining('push') as string }],
    verdict: { kind: 'deny', rule: 'GIT1' },
  });
});
