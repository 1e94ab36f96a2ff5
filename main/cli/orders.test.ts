import { afterAll, beforeAll, expect, test } from 'vitest';
import { cliWorld } from './testing/cli-world.ts';

let world: Awaited<ReturnType<typeof cliWorld>>;

beforeAll(async () => {
  world = await cliWorld();
  await world.ask('repo', 'add', world.box.clone);
}, 60_000);

afterAll(() => {
  world.close();
});

test('a sentence is shown as it is understood, given with --yes, tried on the past, switched off and removed', async () => {
  const { ask, run } = world;
  await ask('signal', 'add', '--kind', 'todo', '--title', 'Tidy up', '--repo', 'clone', '--id', 'one');
  expect(await ask('signal', 'list')).toMatchObject([{ signal: { source: 'cli', actor: 'person', trust: 'person' } }]);
  const words = 'TODO notes in clone can wait';
  const looked = await run(['orders', 'add', 'todos in clone are dismissed', '--json']);
  expect([looked.code, JSON.parse(looked.stdout)]).toMatchObject([1, { given: false, then: { do: 'dismiss' } }]);
  expect(await ask('orders', 'list')).toEqual([]);
  expect(await ask('orders', 'try', 'todos in clone are dismissed')).toMatchObject([
    { alone: true, choice: { action: 'dismiss' } },
  ]);
  const { order } = (await ask('orders', 'add', words, '--yes')) as { order: string };
  const hand = ['--when', 'kind=request', '--when', 'word=payments', '--then', 'is P1', '--yes', '--place', '1'];
  await ask('orders', 'add', 'Money first', ...hand);
  expect(await ask('orders', 'list')).toMatchObject([
    { words: 'Money first', when: { kind: 'request', words: ['payments'] }, then: { do: 'priority', priority: 'P1' } },
    { words, id: order, on: true, record: { applied: 0 } },
  ]);
  await ask('orders', 'switch', '2', 'off');
  expect(await ask('orders', 'list')).toMatchObject([{ on: true }, { on: false }]);
  await ask('orders', 'move', '2', '1');
  expect(await ask('orders', 'list')).toMatchObject([{ words, on: false }, { words: 'Money first' }]);
  await ask('orders', 'remove', order);
  expect(await ask('orders', 'list')).toHaveLength(1);
});

test.each([
  [['orders', 'add', 'todos in backend are dismissed'], '“in”, “backend” are not understood'],
  [['orders', 'add', 'todos in clone'], 'It does not say what is to be done'],
  [['orders', 'add', 'dismiss everything'], 'it would hold for everything'],
  [['orders', 'add', 'x', '--when', 'colour=red', '--then', 'dismiss'], 'colour'],
  [['orders', 'add', 'open todos in clone with the gone harness', '--yes'], 'there is no harness gone'],
  [['orders', 'add', 'the rules may open todos in clone', '--yes'], 'open stays yours'],
  [['orders', 'remove', '9'], 'There is no order 9'],
  [['orders', 'move', '9', '1'], 'There is no order 9'],
  [['orders', 'move', '1', '0'], '0 is no place'],
])('%j is refused in words', async (argv, words) => {
  const refused = await world.run(argv);
  expect([refused.code, refused.stdout, refused.stderr]).toEqual([2, '', expect.stringContaining(words)]);
});
