import { expect, test } from 'vitest';
import { gateWorld } from './testing/gate-world.ts';
import { expireAsks } from './expiry.ts';

const hour = 3_600_000;

async function waiting() {
  const world = await gateWorld();
  const answer = world.pass(world.shell('npm install left-pad'));
  const ask = await world.asked();
  const expire = (after: number) =>
    expireAsks({
      state: world.story.state,
      waited: (since) => ask.openedAt + after - since,
      hours: () => 72,
      dispatch: async (command) => world.tell(command),
    });
  return { world, answer, ask, expire };
}

test('a question that nobody answers in time is answered safely, on record, and the agent is told', async () => {
  const { world, answer, ask, expire } = await waiting();
  await expire(72 * hour - 1);
  expect(world.asks()).toMatchObject([{ state: { kind: 'open' } }]);
  await expire(72 * hour);
  expect(await answer).toEqual({
    kind: 'deny',
    message: expect.stringContaining('Nobody answered within 72 hours') as string,
  });
  expect(world.asks()).toMatchObject([
    { id: ask.id, state: { kind: 'answered', answer: { kind: 'reject' }, by: { who: 'factory', via: 'rule' } } },
  ]);
  expect(world.judged()).toEqual(['ask', 'deny']);
});

test('the time goes on over a restart: asking again does not begin it anew', async () => {
  const { world, answer, expire } = await waiting();
  world.again('orphaned', 2);
  await answer;
  const second = world.pass(world.shell('npm install left-pad'), 2);
  await world.asked(2);
  await expire(72 * hour);
  expect(await second).toMatchObject({ kind: 'deny' });
});

test('an answer given in time stands', async () => {
  const { world, answer, ask, expire } = await waiting();
  world.answer(ask, { kind: 'approve', scope: 'once' });
  await expire(100 * hour);
  expect(await answer).toEqual({ kind: 'allow' });
});
