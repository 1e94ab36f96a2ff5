import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliWorld } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;

beforeAll(async () => {
  world = await cliWorld();
}, 60_000);

afterAll(() => {
  world.close();
});

const createdAt = '2026-11-20T12:00:00Z';
const now = '2026-11-23T12:00:00Z';

test('a board in a file is ordered without a factory, each thread with the terms of its score', async () => {
  const { box } = world;
  const threads = [
    { id: 'humble', createdAt, priority: 'P4', size: 1, background: true },
    { id: 'due', createdAt, size: 2, due: '2026-11-24T12:00:00Z', repos: ['api'] },
    { id: 'late', createdAt, priority: 'P1', blockedBy: ['begun'] },
    { id: 'fire', createdAt: now, priority: 'P0', size: 8 },
    { id: 'begun', createdAt, stage: 'code' },
  ];
  box.write('board.json', JSON.stringify({ now, limits: { places: 3 }, threads }));
  const rows = (await world.ask('attention', '--board', 'board.json')) as readonly Record<string, unknown>[];
  expect(rows.map(({ id, place, lane, begins }) => [id, place, lane, begins])).toEqual([
    ['fire', 1, 'stop-the-line', true],
    ['begun', 2, 'finish', true],
    ['due', 3, 'start', false],
    ['humble', 4, 'background', true],
    ['late', 5, 'start', false],
  ]);
  expect(rows[2]).toMatchObject({
    terms: { value: 4, size: 2, age: 1.5, unblocked: 0, retries: 0, boost: 0 },
    waits: '2 of 3 places are taken; 1 kept for background work',
  });
  expect(await world.run(['attention', '--board', 'board.json'])).toMatchObject({
    stdout: expect.stringContaining('waits for begun') as string,
  });
});

test.each([
  ['{\n "threads": [\n  {"id": 1, "size": 4}]}', 'bad.json:3: threads[0].size: '],
  ['[{"id": 1},\n {"id": 2,\n  "priority": "high"}]', 'bad.json:3: threads[1].priority: '],
  ['[{"id": 1},\n {"id": 2,}, oops]', 'bad.json: it is not JSON: line 2: expected a value'],
])(
  'what is wrong with a board is named with its file, line and field, and nothing is printed: %s',
  async (text, says) => {
    world.box.write('bad.json', text);
    const ran = await world.run(['attention', '--board', 'bad.json']);
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(says) as string });
  },
);

test('threads are triaged and linked from the shell, and the factory’s order says so', async () => {
  const { box } = world;
  await world.ask('repo', 'add', box.clone);
  box.write('r.yaml', 'title: Note\nsteps:\n  - write: { path: n.txt, content: x }\n  - commit: Note\n');
  for (const goal of ['First', 'Second'])
    await world.ask('thread', 'new', '--repos', 'clone', '--recipe', box.at('r.yaml'), '--goal', goal, '--no-wait');
  await world.ask(
    'thread',
    'triage',
    '2',
    '--priority',
    'p1',
    '--size',
    '5',
    '--due',
    '2031-12-01',
    '--boost',
    '-2',
    '--pin',
  );
  await world.ask('thread', 'link', '2', '--blocks', '1', '--evidence', 'it needs the note');
  expect(await world.ask('attention')).toMatchObject([
    { id: 2, pinned: -1, terms: { value: 8, size: 5, boost: -2, unblocked: 3 }, begins: true },
    { id: 1, blocked: true, waits: 'Waits for #2, which has not begun' },
  ]);
  const circle = await world.run(['thread', 'link', '1', '--blocks', '2']);
  expect(circle).toMatchObject({ code: 1, stderr: expect.stringContaining('#1 → #2 → #1') as string });
  const told = await world.run(['journal', 'tail']);
  expect(told.stdout).toContain('#2 triaged: P1 · size 5 · due 2031-12-0');
  expect(told.stdout).toContain('#1 waits for #2: it needs the note');
});

test.each([
  ['a priority there is not', ['thread', 'triage', '1', '--priority', 'P7'], '--priority P7'],
  ['nothing to change', ['thread', 'triage', '1'], 'Say what is to be different'],
  ['a pin and its opposite', ['thread', 'triage', '1', '--pin', '--unpin'], '--pin or --unpin'],
  ['a link of no kind', ['thread', 'link', '1'], 'Give one of --blocks'],
])('%s is bad input', async (...[, argv, says]) => {
  expect(await world.run(argv)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) as string });
});
