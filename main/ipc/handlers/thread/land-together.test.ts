import { expect, test } from 'vitest';
import { finishedThreads } from '../../../../core/loop/testing/finished-threads.ts';
import { ids, person } from '../../../../core/loop/testing/story.ts';
import { CLEAR_PICTURE } from '../../../../core/radar/overlap.ts';
import type { Command } from '../../../../core/loop/command.ts';
import { landTogether } from './land-together.ts';

type Wish = Parameters<typeof finishedThreads>[1];

function handler(count: number, wish: Wish = {}) {
  const story = finishedThreads(count, wish);
  let made = 0;
  const land = landTogether({
    orchestrator: { state: story.state, dispatch: (command: Command) => Promise.resolve(story.tell(command)) } as never,
    radar: { picture: () => CLEAR_PICTURE } as never,
    newId: (prefix) => `${prefix}_made${String((made += 1))}`,
    now: () => 1,
  });
  const ask = (...numbers: readonly number[]) =>
    land({ threads: numbers.map((n) => ({ thread: story.idOf(n), heads: [...story.member(n).heads] })) }, {
      by: person,
    } as never);
  return { ...story, ask };
}

test('threads land in the order that is suggested, whatever order they are named in', async () => {
  const { ask, idOf } = handler(3, { waits: [[3, 2]], over: (n) => (n === 1 ? ids.web : ids.api) });
  expect(await ask(1, 3, 2)).toEqual({ ok: true, value: { order: [2, 3, 1].map(idOf) } });
});

test('one that is not ready is the reason why none begins', async () => {
  const { ask, tell, idOf, landingOf } = handler(2);
  tell({ type: 'thread.drop', thread: idOf(1), reason: '', by: person });
  expect(await ask(1, 2)).toMatchObject({ ok: false, error: { message: '#1: It was dropped' } });
  expect(landingOf(2)).toBe(undefined);
});
