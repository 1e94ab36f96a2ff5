import { expect, test } from 'vitest';
import { unheld } from '../admission.ts';
import { plan } from '../plan.ts';
import { finishedThreads } from '../testing/finished-threads.ts';
import { commit, person } from '../testing/story.ts';

test('threads that are told to land together land one by one in the order given, whatever their numbers', () => {
  const { state, member, land, landingOf, report, idOf } = finishedThreads(3);
  expect(land(member(3), member(1), member(2))).toMatchObject({ ok: true });
  const landing = () => plan(state, unheld(1)).effects.find(({ kind }) => kind === 'land')?.thread;
  const group = { id: 'lnd_n3', threads: [idOf(3), idOf(1), idOf(2)] };
  expect([landing(), landingOf(1)?.group]).toEqual([idOf(3), group]);
  report({ type: 'landing.ended', thread: idOf(3), landing: member(3).landing, outcome: 'landed', reason: '' });
  expect(landing()).toBe(idOf(1));
});

test('what one waits for lands before it in the group, or nothing of the group begins', () => {
  const { member, land, landingOf } = finishedThreads(3, {
    waits: [
      [1, 2],
      [2, 3],
    ],
  });
  expect(land(member(1), member(2), member(3))).toMatchObject({
    error: { code: 'thread-waits', message: '#1: It waits for #2, which is in review' },
  });
  expect(land(member(2), member(1))).toMatchObject({
    error: {
      next: 'Land #3 first or together with it, or take the link away: teatree thread unlink 2 --waits-for 3',
    },
  });
  expect(landingOf(2)).toBe(undefined);
  expect(land(member(3), member(2), member(1)).ok).toBe(true);
});

test('a group of which one is not ready, or has moved since it was looked at, is refused as a whole', () => {
  const { member, land, landingOf, tell, idOf } = finishedThreads(2);
  expect(land(member(1), member(2, commit(9)))).toMatchObject({ error: { code: 'heads-moved' } });
  expect(land(member(1), member(1))).toMatchObject({ error: { code: 'no-group' } });
  tell({ type: 'thread.drop', thread: idOf(2), reason: '', by: person });
  expect(land(member(1), member(2))).toMatchObject({ error: { message: '#2: It was dropped' } });
  expect(landingOf(1)).toBe(undefined);
});
