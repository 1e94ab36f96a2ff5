import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliWorld } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;

beforeAll(async () => {
  world = await cliWorld();
  const { box } = world;
  const steps = [
    '  - ask: { question: Which way?, options: [left, right] }',
    '    id: way',
    '  - write: { path: note.txt, content: "${inputs.prefix} ${answers.way}" }',
    '  - commit: Note',
  ];
  box.write('note.yaml', ['title: Note', 'inputs: { prefix: went }', 'steps:', ...steps].join('\n'));
  box.commit('clone', { 'package.json': '{"scripts":{"test":"grep -q left note.txt || test ! -e note.txt"}}' });
  box.git('clone', 'push', '-q', 'origin', 'HEAD:main');
  await world.ask('repo', 'add', box.clone);
}, 60_000);

afterAll(() => {
  world.close();
});

const create = (goal: string, ...more: string[]) => [
  'thread',
  'new',
  '--repos',
  'clone',
  '--recipe',
  'note.yaml',
  '--goal',
  goal,
  ...more,
];

test('without a running factory a brief goes to a landed commit by commands alone', async () => {
  const { box, ask, run } = world;
  const asked = await run(create('-', '--input', 'prefix=turned', '--json'), {
    input: 'Write a note\n\nWith a reason.',
  });
  expect(asked.code).toBe(0);
  expect(JSON.parse(asked.stdout)).toMatchObject({
    number: 1,
    title: 'Write a note',
    standing: { word: 'needs input' },
  });
  expect(await ask('ask', 'list')).toMatchObject([{ number: 1, subject: { options: ['left', 'right'] } }]);
  expect(await ask('ask', 'answer', '1', '--choose', 'left')).toMatchObject({ standing: { word: 'in review' } });
  expect(await ask('thread', 'approve', '#1')).toMatchObject({ heads: [{}] });
  expect(await ask('thread', 'land', '1')).toMatchObject({ landing: { ended: { outcome: 'landed' } } });
  expect(box.git('remote.git', 'show', 'main:note.txt')).toBe('turned left');
  expect(await ask('board')).toMatchObject({ landed: [{ number: 1 }], working: [] });
});

test('commands started at the same moment wait for each other', async () => {
  const ran = await Promise.all(
    [1, 2, 3].map((at) => world.run(['settings', 'set', 'wipLimit', String(at), '--json'])),
  );
  expect(ran.map(({ code, stderr }) => [code, stderr])).toEqual([0, 0, 0].map((code) => [code, '']));
});

test('what is only recorded is taken up by the next factory that works', async () => {
  expect(await world.ask(...create('Later', '--no-wait'))).toEqual({
    number: 2,
    thread: expect.stringMatching(/^thr_/) as string,
    similar: expect.any(Array) as unknown[],
  });
  expect(await world.ask('thread', 'show', '2')).toMatchObject({ standing: { word: 'queued' }, runs: [] });
  const factory = await world.serve();
  await expect.poll(() => world.ask('ask', 'list'), { timeout: 20_000, interval: 300 }).toMatchObject([{ number: 2 }]);
  const ended = new Promise((resolve) => factory.once('close', resolve));
  factory.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(await world.ask('thread', 'drop', '2', '--reason', 'enough')).toMatchObject({ done: true });
});

test('with a running factory commands go through it, and the journal can be followed', async () => {
  const { ask, run } = world;
  const factory = await world.serve();
  const tail = world.start(['journal', 'tail', '--follow', '--lines', '0', '--json']);
  let followed = '';
  tail.stdout?.on('data', (chunk: Buffer) => (followed += chunk.toString()));
  expect(await ask(...create('Again', '--wait'))).toMatchObject({ number: 3, standing: { word: 'needs input' } });
  const answered = await run(['ask', 'answer', '3', '--choose', 'right', '--wait']);
  expect(answered).toMatchObject({ code: 1, stdout: expect.stringContaining('#3 failed: ') as string });
  expect(answered.stderr).toContain('check clone test failed');
  const refused = await run(['thread', 'land', '3']);
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('teatree: The ') as string,
  });
  await expect.poll(() => followed).toContain('"type":"checks.ended"');
  const lines = followed
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { seq: number }).seq);
  expect(lines).toEqual(lines.map((_, index) => (lines[0] ?? 0) + index));
  const gone = new Promise((resolve) => tail.once('close', resolve));
  factory.kill('SIGTERM');
  expect(await gone).toBe(0);
});

test('the help names every command, and each command its options', async () => {
  const help = await world.run([]);
  expect(help.code).toBe(0);
  for (const name of ['repo add', 'thread land', 'ask answer', 'journal tail', 'doctor'])
    expect(help.stdout).toContain(`  ${name}`);
  expect((await world.run(['help', 'thread', 'new'])).stdout).toContain('--repos A,B');
  expect((await world.run(['thread', 'new', '--help'])).stdout).toContain('--goal TEXT');
  expect(await world.ask('version')).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string });
});

test('a hostile title cannot write to the terminal', async () => {
  const title = 'x\u001b[31m\u202eevil\rover';
  await world.ask(...create('Goal', '--no-wait', '--title', title));
  const { stdout } = await world.run(['thread', 'list']);
  expect(stdout).not.toMatch(/[\u001b\r\u202e]/);
  expect(stdout).toContain('evil');
});

test('a backup is made beside a running factory, restored without one, and everything can be exported', async () => {
  const { box, ask, run, home } = world;
  const factory = await world.serve();
  const made = (await ask('backup', 'copy')) as { folder: string; seq: number };
  expect(made.folder).toBe(box.at('copy'));
  expect(await run(['restore', 'copy', '--json'])).toMatchObject({ code: 3 });
  const ended = new Promise((resolve) => factory.once('close', resolve));
  factory.kill('SIGINT');
  await ended;
  await ask(...create('Only after the backup', '--no-wait'));
  expect(await ask('restore', 'copy')).toMatchObject({ seq: made.seq, kept: expect.stringContaining(home) as string });
  const exported = await run(['export', '--json']);
  const lines = exported.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; seq?: number });
  expect([...new Set(lines.map(({ kind }) => kind))]).toEqual(['teatree', 'settings', 'entry', 'transcript']);
  expect(lines.filter(({ kind }) => kind === 'entry')).toHaveLength(made.seq);
  expect(exported.stdout).not.toContain('Only after the backup');
});

test('a thread about the same thing is named on stderr before another is created, and in the answer', async () => {
  const { run } = world;
  const first = await run(create('Explain how tokens expire', '--no-wait', '--json'));
  expect(JSON.parse(first.stdout)).toMatchObject({ similar: [] });
  const again = await run(create('Expired tokens are explained nowhere', '--no-wait', '--json'));
  const { number } = JSON.parse(first.stdout) as { readonly number: number };
  expect(again.stderr).toContain(`similar: #${String(number)} (queued) Explain how tokens expire — both speak of`);
  expect(JSON.parse(again.stdout)).toMatchObject({ similar: [{ number, word: 'queued' }] });
});

test.each([
  ['a folder that is no backup', ['restore', 'clone'], 'backup-unusable'],
  ['a folder that is there already', ['backup', 'clone'], 'backup-exists'],
])('%s is refused with a remedy', async (_, words, code) => {
  const ran = await world.run([...words, '--json']);
  expect(ran.code).toBe(2);
  expect(ran.stdout).toContain(code);
});
