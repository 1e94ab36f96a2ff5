import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { rowsOf, runAlone } from './testing/run-alone.ts';

const run = (name: string, lines: readonly string[]) => runAlone([name, '--json'], { lines });

const add = (id: string | number, title: string, body = '') => JSON.stringify({ op: 'add', id, title, body });
const query = (id: string | number, title: string, k = 5) => JSON.stringify({ op: 'query', id, title, body: '', k });

test('each query is answered with what was added before it, itself left out and ids as they were given', async () => {
  const rows = [
    add('a', 'Login fails after the session expired'),
    query('q1', 'expired session and login'),
    add(7, 'Expired sessions break the login'),
    '',
    query('a', 'Login fails after the session expired'),
    query('7', 'Expired sessions break the login', 1),
  ];
  const { code, out } = await run('similar', rows);
  expect(code).toBe(0);
  expect(rowsOf(out)).toMatchObject([
    { id: 'q1', hits: [{ id: 'a', why: expect.stringContaining('both') as string }] },
    { id: 'a', hits: [{ id: 7 }] },
    { id: '7', hits: [{ id: 7 }] },
  ]);
});

test('an answer is there before the next line comes', async () => {
  const said: string[] = [];
  const stdout = { write: (line: string) => said.push(line) } as unknown as NodeJS.WriteStream;
  async function* slowly() {
    yield add('a', 'Login fails');
    yield query('q', 'login');
    expect(said).toHaveLength(1);
    yield query('r', 'login');
  }
  const code = await runCli(['similar', '--json'], {
    ...{ stdout, stderr: stdout, version: '0', programs: '/none', interrupted: new Promise(() => undefined) },
    ...{ env: {}, readInput: async () => '', readLines: slowly },
  });
  expect([code, said.length]).toEqual([0, 2]);
});

test('two texts get a score and a verdict, and nothing is ever merged by itself', async () => {
  const a = { title: 'Login fails at night', body: 'Every night.' };
  const other = { title: 'Explain single sign-on', body: 'in the guide' };
  const { code, out } = await run('same', [
    JSON.stringify({ id: 1, a, b: a }),
    JSON.stringify({ id: 'x', a, b: other }),
    JSON.stringify({ id: 'y', a: { title: 'The login fails' }, b: { title: 'Logins failing at night' } }),
  ]);
  expect(code).toBe(0);
  expect(rowsOf(out)).toMatchObject([
    { id: 1, score: 1, verdict: 'identical', auto: false },
    { id: 'x', verdict: 'different', auto: false },
    { id: 'y', verdict: 'candidate', auto: false },
  ]);
});

test.each([
  ['similar', '{"op":"drop","id":"a","title":"","body":""}'],
  ['similar', '{"op":"add","id":"a","body":"x"}'],
  ['similar', '{"op":"query","id":"a","title":"x","body":"","k":0}'],
  ['same', '{"id":1,"a":{"title":"x","body":""}}'],
  ['same', 'no json'],
])('%s names the line that is not what it should be: %s', async (name, line) => {
  const good = name === 'same' ? '{"id":0,"a":{"title":"","body":""},"b":{"title":"","body":""}}' : add('a', 'x');
  const { code, err } = await run(name, [good, '', line]);
  expect(code).toBe(2);
  expect(err).toContain('Line 3 of the input');
});
