import { expect, test } from 'vitest';
import { InstructionId, ThreadId } from '../../ids.ts';
import type { LinkKind } from '../../model/attention/edge.ts';
import { standing } from '../../views/board.ts';
import { unheld } from '../admission.ts';
import { plan } from '../plan.ts';
import { createStory, ids, person } from '../testing/story.ts';

const of = (name: string) => ThreadId.parse(`thr_${name}`);

/** Threads a, b, c … over one repo, numbered from 2; `one` of the story is #1. */
function threads(...names: readonly string[]) {
  const story = createStory();
  story.begin();
  for (const name of names)
    story.tell({
      type: 'thread.create',
      brief: { thread: of(name), title: name, goal: name, repos: [ids.api], harness: { id: 'recipe', config: {} } },
      instruction: { id: InstructionId.parse(`ins_${name}`), kind: 'goal', text: name },
    });
  const linking = (type: 'thread.link' | 'thread.unlink') => (from: string, kind: LinkKind, to: string) =>
    story.tell({ type, thread: of(from), edge: { kind, to: of(to) }, by: person });
  const link = linking('thread.link');
  const refusal = (result: ReturnType<typeof link>) => (result.ok ? '' : result.error.message);
  return {
    ...{ story, link, unlink: linking('thread.unlink'), refusal },
    triage: (name: string, patch: object) => story.tell({ type: 'thread.triage', thread: of(name), patch, by: person }),
    pins: () => [...story.state.threads.values()].map((thread) => thread.triage?.pinned),
    waiting: (name: string) => plan(story.state, unheld(9)).waiting.get(of(name)),
    started: (places: number) => plan(story.state, unheld(places)).effects.map((effect) => effect.thread.slice(4)),
  };
}

test('what is not named in a triage stays as it was, and the same triage twice records nothing', () => {
  const { story, triage } = threads('a');
  triage('a', { priority: 'P1', due: 9000 });
  triage('a', { size: 8, boost: -1 });
  expect(story.state.threads.get(of('a'))?.triage).toEqual({
    ...{ priority: 'P1', size: 8, boost: -1, background: false, due: 9000 },
  });
  expect(triage('a', { size: 8 })).toMatchObject({ ok: false, error: { code: 'nothing-to-change' } });
  triage('a', { due: null });
  expect(story.state.threads.get(of('a'))?.triage).not.toHaveProperty('due');
});

test('each new pin goes before the others, and it starts first; without it the score counts again', () => {
  const { triage, pins, started } = threads('a', 'b');
  triage('b', { pinned: true });
  triage('a', { pinned: true });
  expect(pins()).toEqual([undefined, -2, -1]);
  expect(started(1)).toEqual(['a']);
  triage('a', { pinned: false });
  expect(started(1)).toEqual(['b']);
});

test('a pin may be the number 0, which stands between those below and above it', () => {
  const { triage, pins } = threads('a');
  triage('a', { pinned: 0 });
  expect(pins()).toEqual([undefined, 0]);
});

test('of new threads the one with the higher score starts first, not the older one', () => {
  const { triage, started } = threads('a', 'b');
  triage('b', { priority: 'P1', size: 1 });
  expect(started(1)).toEqual(['b']);
});

test('a thread that waits for another is held back with where that one stands, until it is done or the link is gone', () => {
  const { story, link, unlink, waiting } = threads('a', 'b');
  link('a', 'blocks', 'b');
  expect(waiting('b')).toBe('Waits for #2, which has not begun');
  unlink('b', 'waits-for', 'a');
  expect(waiting('b')).toBeUndefined();
  link('b', 'waits-for', 'a');
  story.tell({ type: 'thread.halt', thread: of('a'), halt: 'paused', by: person });
  expect(waiting('b')).toBe('Waits for #2, which is paused');
  story.tell({ type: 'thread.drop', thread: of('a'), reason: '', by: person });
  expect(waiting('b')).toBeUndefined();
});

test('a circle is refused with the way round, in the direction in which it was said', () => {
  const { link, refusal } = threads('a', 'b', 'c');
  link('b', 'waits-for', 'a');
  link('c', 'waits-for', 'b');
  expect(refusal(link('a', 'waits-for', 'c'))).toContain('#2 → #4 → #3 → #2');
  expect(refusal(link('c', 'blocks', 'a'))).toContain('#4 → #2 → #3 → #4');
  expect(refusal(link('a', 'waits-for', 'a'))).toContain('#2 is the same thread');
  expect(link('a', 'overlaps', 'c').ok && link('c', 'overlaps', 'a').ok).toBe(true);
});

test('a link is recorded once, whichever end says it, and only what is recorded can be taken away', () => {
  const { link, unlink, refusal } = threads('a', 'b');
  link('a', 'blocks', 'b');
  expect(refusal(link('b', 'waits-for', 'a'))).toBe('#3 waits-for #2 is recorded already');
  expect(refusal(unlink('a', 'parent', 'b'))).toBe('#2 parent #3 is not recorded');
});

test('what a thread waits for lands first', () => {
  const { story, link } = threads('a');
  story.prepared();
  story.worked(1);
  story.checked(1, 'passed');
  story.approved(1);
  story.tell({ type: 'thread.link', thread: ids.thread, edge: { kind: 'waits-for', to: of('a') }, by: person });
  const land = () => story.tell({ type: 'thread.land', thread: ids.thread, landing: ids.landing(1), by: person });
  expect(land()).toMatchObject({ ok: false, error: { code: 'thread-waits' } });
  const { waiting } = plan(story.state, unheld(9));
  expect(standing(story.thread(), waiting.get(ids.thread)).reason).toBe(
    'You approved these commits. Waits for #2, which has not begun',
  );
  link('a', 'supersedes', 'one');
  story.tell({ type: 'thread.drop', thread: of('a'), reason: '', by: person });
  expect(land().ok).toBe(true);
});

test('a thread of a journal older than triage stands where it would with the defaults', () => {
  const { story } = threads();
  expect(standing(story.thread(), undefined).word).toBe('queued');
  expect(story.thread()).not.toHaveProperty('triage');
});
