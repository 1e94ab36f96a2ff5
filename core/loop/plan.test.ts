import { expect, test } from 'vitest';
import { AskId, InstructionId, RunId, ThreadId } from '../ids.ts';
import type { Report } from './command.ts';
import { unheld } from './admission.ts';
import { plan } from './plan.ts';
import type { SeatEvent } from './seat/seat-events.ts';
import { commit, createStory, ids, person, repo } from './testing/story.ts';

test('what another repo builds on begins first, also from the moment on that the protected branch says so', () => {
  const story = createStory();
  for (const [id, name] of [
    [ids.web, 'web'],
    [ids.api, 'api'],
  ] as const)
    story.tell({ type: 'repo.add', repo: repo(id, name) });
  for (const [name, on] of [
    ['app', ids.web],
    ['library', ids.api],
  ] as const)
    story.tell({
      type: 'thread.create',
      brief: { thread: of(name), title: name, goal: name, repos: [on], harness: { id: 'recipe', config: {} } },
      instruction: { id: InstructionId.parse(`ins_${name}`), kind: 'goal', text: name },
    });
  const first = () => plan(story.state, unheld(1)).effects.map(({ thread }) => thread);
  expect(first()).toEqual([of('app')]);
  story.tell({ type: 'repo.order', repo: ids.web, after: ['api'] });
  expect(first()).toEqual([of('library')]);
  story.tell({ type: 'repo.order', repo: ids.web, after: [] });
  expect(first()).toEqual([of('app')]);
});

/** Several threads over one repo, each taken as far as a test wants. */
function threads(...names: readonly string[]) {
  const story = createStory();
  story.begin();
  story.tell({ type: 'thread.drop', thread: ids.thread, reason: 'not needed', by: person });
  for (const name of names)
    story.tell({
      type: 'thread.create',
      brief: { thread: of(name), title: name, goal: name, repos: [ids.api], harness: { id: 'recipe', config: {} } },
      instruction: { id: InstructionId.parse(`ins_${name}`), kind: 'goal', text: name },
    });
  const report = (event: Report) => story.report(event);
  const ready = (name: string) => {
    const worktree = { repo: ids.api, path: `/w/${name}`, branch: `teatree/${name}`, base: commit(0) };
    const ports = { first: 1, count: 10 };
    return report({
      type: 'workspace.prepared',
      thread: of(name),
      path: `/w/${name}`,
      worktrees: [worktree],
      ports,
    });
  };
  return {
    ready,
    running(name: string) {
      ready(name);
      const instruction = InstructionId.parse(`ins_${name}`);
      report({ type: 'run.started', thread: of(name), run: runOf(name), instruction });
    },
    asks: (name: string) =>
      report({
        type: 'ask.opened',
        thread: of(name),
        run: runOf(name),
        ask: AskId.parse(`ask_${name}`),
        subject: { kind: 'question', question: 'q', text: 'Which?', options: [] },
      }),
    answered: (name: string) =>
      story.tell({
        type: 'ask.answer',
        thread: of(name),
        ask: AskId.parse(`ask_${name}`),
        generation: 1,
        answer: { kind: 'choose', text: 'this' },
        by: person,
      }),
    seat: (event: SeatEvent) => story.tell({ type: 'seat.record', event }),
    preparing: (name: string) => report({ type: 'workspace.entered-phase', thread: of(name), phase: 'Fetching' }),
    checking(name: string) {
      ready(name);
      const instruction = InstructionId.parse(`ins_${name}`);
      report({ type: 'run.started', thread: of(name), run: runOf(name), instruction });
      const change = { repo: ids.api, base: commit(0), head: commit(1), commits: 1, files: 1, added: 1, deleted: 0 };
      report({ type: 'change-set.recorded', thread: of(name), changes: [{ ...change, uncommitted: [] }] });
      report({ type: 'run.ended', thread: of(name), run: runOf(name), outcome: 'succeeded', reason: 'done' });
      const heads = [{ repo: ids.api, commit: commit(1) }];
      report({ type: 'checks.started', thread: of(name), round: 1, heads, planned: [] });
    },
    admitted: (limit: number) => plan(story.state, unheld(limit)).effects.map((effect) => effect.thread.slice(4)),
    waiting: (limit: number) => [...plan(story.state, unheld(limit)).waiting.keys()].map((thread) => thread.slice(4)),
  };
}

const of = (name: string) => ThreadId.parse(`thr_${name}`);
const runOf = (name: string) => RunId.parse(`run_${name}`);

test('at most as many threads work as there are places, in the order in which they were made', () => {
  const { admitted, waiting } = threads('a', 'b', 'c');
  expect(admitted(2)).toEqual(['a', 'b']);
  expect(waiting(2)).toEqual(['c']);
});

test('a model that has the seat takes a place until its sitting is over, and never that of a run that has begun', () => {
  const { admitted, running, waiting, seat } = threads('a', 'b');
  const sitting = RunId.parse('run_seat');
  seat({ type: 'seat.asked', run: sitting, harness: { id: 'claude', config: {} }, about: [], by: person });
  expect([admitted(1), admitted(2), waiting(2)]).toEqual([[], ['a'], ['b']]);
  running('a');
  expect(admitted(1)).toEqual(['a']);
  seat({ type: 'seat.ended', run: sitting, outcome: 'succeeded', reason: 'done', denied: 0 });
  expect(admitted(2)).toEqual(['a', 'b']);
});

test('a run that waits for the person gives its place to the next thread', () => {
  const { running, asks, admitted } = threads('a', 'b', 'c');
  running('a');
  asks('a');
  expect(admitted(1)).toEqual(['a', 'b']);
});

test('a run under way is never ended because another one got its answer and takes its place again', () => {
  const { running, asks, answered, admitted, waiting } = threads('a', 'b', 'c');
  running('a');
  asks('a');
  running('b');
  answered('a');
  expect(admitted(1)).toEqual(['a', 'b']);
  expect(waiting(1)).toEqual(['c']);
});

test('fewer places end nothing that has begun: runs, checks and workspaces are finished first', () => {
  const { running, checking, preparing, admitted, waiting } = threads('new', 'run', 'check', 'prepare');
  running('run');
  checking('check');
  preparing('prepare');
  expect(admitted(1)).toEqual(['run', 'check', 'prepare']);
  expect(waiting(1)).toEqual(['new']);
});

test('a thread between two steps keeps its turn before threads that have not begun, and waits behind what is under way', () => {
  const { ready, running, admitted } = threads('a', 'b', 'c');
  ready('c');
  expect(admitted(1)).toEqual(['c']);
  running('b');
  expect(admitted(1)).toEqual(['b']);
});
