import { expect, test } from 'vitest';
import type { ThreadId } from '../ids.ts';
import { createReplay } from './replay.ts';
import { proposalsOf } from './rules.ts';
import { answerAlike } from './same-topic.ts';
import { by, factory, rule } from './testing/factory.ts';

const words = { kind: 'same-words', text: 'Both speak of “session” and “expired”' };
const files = { kind: 'same-files', text: 'Both change what hardly anybody else does: `src/auth.ts`' };

/** A board on which the second thread looks like the first. */
function lookalikes(evidence = [words], proven = false) {
  const board = factory();
  const first = board.create('Expired sessions break the log-in');
  const second = board.create('Refresh the session before it has expired');
  const find = (more = evidence) => {
    const alike = { to: first, proven, evidence: more };
    return board.dispatch({ type: 'report', event: { type: 'thread.found-alike', thread: second, alike } });
  };
  find();
  const asked = () => proposalsOf(board.state, board.now());
  const edges = (thread: ThreadId) => board.state.threads.get(thread)?.edges ?? [];
  return { ...board, first, second, find, asked, edges };
}

test('threads that look alike are asked about with what speaks for it, and nothing is done without an answer', () => {
  const { asked, pass, first, second } = lookalikes();
  const question = {
    choice: { action: 'link', thread: second, edge: { kind: 'same-as', to: first } },
    ...{ certain: false, must: false, evidence: [words], alternatives: ['supersede', 'apart'] },
  };
  // For a while the person may still say so unasked.
  expect(asked()).toMatchObject([{ ...question, minor: true }]);
  pass(10 * 60_000);
  expect(asked()).toMatchObject([{ ...question, minor: false }]);
  pass(24 * 60 * 60_000);
  expect(asked()).toMatchObject([question]);
});

test('code in common is asked about at once', () => {
  const { asked, find } = lookalikes();
  find([words, files]);
  expect(asked()).toMatchObject([{ minor: false, evidence: [words, files] }]);
});

test('what is proven to be the same work is linked by the rules, and never again once the person took that back', () => {
  const { asked, answer, edges, first, second, dispatch } = lookalikes([words], true);
  expect(asked()).toMatchObject([{ certain: true, choice: { action: 'link' } }]);
  const { decision } = answer((choice) => choice, rule);
  expect(edges(second)).toEqual([{ kind: 'same-as', to: first }]);
  expect(asked()).toEqual([]);
  dispatch({ type: 'decision.undo', decision, by });
  expect(edges(second)).toEqual([]);
  expect(asked()).toEqual([]);
});

test('two that are not the same are never asked about again, whatever else is found, unless that answer is taken back', () => {
  const { asked, answer, find, dispatch } = lookalikes();
  const { decision } = answer((choice) => answerAlike(choice, 'apart') ?? choice);
  find([words, files]);
  expect(asked()).toEqual([]);
  dispatch({ type: 'decision.undo', decision, by });
  expect(asked()).toHaveLength(1);
});

test.each(['first', 'second'] as const)(
  'where the %s goes on the other one is dropped, and an undo brings it back',
  (kept) => {
    const board = lookalikes();
    const { asked, answer, edges, state, dispatch } = board;
    const [stays, goes] = kept === 'first' ? [board.first, board.second] : [board.second, board.first];
    const { decision } = answer((choice) => answerAlike(choice, 'supersede', stays) ?? choice);
    expect(edges(stays)).toEqual([{ kind: 'supersedes', to: goes }]);
    expect(state.threads.get(goes)?.dropped?.reason).toBe(
      `#${String(state.threads.get(stays)?.number)} takes its place`,
    );
    expect(state.threads.get(stays)?.dropped).toBeUndefined();
    // Somebody took the link away by hand meanwhile: the undo still brings the thread back.
    dispatch({ type: 'thread.unlink', thread: stays, edge: { kind: 'supersedes', to: goes }, by });
    expect(dispatch({ type: 'decision.undo', decision, by })).toBe('ok');
    expect(state.threads.get(goes)?.dropped).toBeUndefined();
    expect(asked()).toEqual([]);
  },
);

test('who has told what two threads are to each other is not asked; an overlap tells nothing', () => {
  const { asked, dispatch, first, second } = lookalikes();
  dispatch({ type: 'thread.link', thread: first, edge: { kind: 'overlaps', to: second }, by });
  expect(asked()).toHaveLength(1);
  dispatch({ type: 'thread.link', thread: first, edge: { kind: 'waits-for', to: second }, by });
  expect(asked()).toEqual([]);
});

test('nothing is asked about a thread that is over', () => {
  const { asked, dispatch, first } = lookalikes();
  dispatch({ type: 'thread.drop', thread: first, reason: 'r', by });
  expect(asked()).toEqual([]);
});

test('answers about likeness replay to the same', () => {
  const { entries, answer } = lookalikes();
  answer((choice) => answerAlike(choice, 'supersede') ?? choice);
  const replay = createReplay();
  const replayed = entries.flatMap((entry) => replay.take(entry) ?? []);
  expect(replayed).toMatchObject([
    { sameBoard: true, sameAnswer: true, decision: { applied: { action: 'supersede' } } },
  ]);
});
