import { expect, test } from 'vitest';
import { AskId, CommitId, DecisionId, RunId } from '../../ids.ts';
import type { ThreadId } from '../../ids.ts';
import { plan } from '../../loop/plan.ts';
import { standing } from '../../views/board.ts';
import { proposalsOf } from '../rules.ts';
import { by, factory, repo } from '../testing/factory.ts';

const minute = 60_000;
const hour = 60 * minute;
const roomy = { places: 9, starts: 9, hold: undefined, capped: false };

function world() {
  const made = factory();
  const { state, create, dispatch, pass, now } = made;
  const thread = create('Fix the crash on start');
  let runs = 0;
  const of = (id: ThreadId) => {
    const known = state.threads.get(id);
    if (!known) throw new Error('There is no such thread');
    return known;
  };
  const report = (event: object) => dispatch({ type: 'report', event: event as never });
  const base = CommitId.parse('a'.repeat(40));
  const worktrees = [{ repo, path: '/w', branch: 'b', base }];
  report({ type: 'workspace.prepared', thread, path: '/w', worktrees, ports: { first: 1, count: 1 } });
  const action = { call: 'c', tool: 'shell', title: 't', raw: 'r', cwd: '/', expanded: [], fingerprint: 'f' };
  const verdict = { kind: 'allow', rule: 'R', reason: 'r' };
  /** A run of so long that fails, and the person who says: again. Every ten minutes it says something. */
  const fail = (ms: number, reason = 'It does not compile') => {
    const run = RunId.parse(`run_r${String((runs += 1))}`);
    report({ type: 'run.started', thread, run, instruction: of(thread).instructions[0]?.id });
    for (let left = ms; left > 0; left -= 10 * minute) {
      pass(Math.min(left, 10 * minute));
      report({ type: 'action.judged', thread, run, action, verdict, policy: '' });
    }
    report({ type: 'run.ended', thread, run, outcome: 'failed', reason });
    const ask = of(thread).asks.findLast(({ state }) => state.kind === 'open');
    if (ask) {
      const answer = { kind: 'choose', text: 'Try again' } as const;
      dispatch({ type: 'ask.answer', thread, ask: AskId.parse(ask.id), generation: ask.generation, answer, by });
    }
  };
  const keep = (more: object = {}) => {
    const [rules] = proposalsOf(state, now());
    if (!rules) throw new Error('Nothing is proposed');
    const { key, choice, reason, evidence } = rules;
    const id = DecisionId.parse(`dec_d${String((runs += 1))}`);
    const made = { id, key, rules: choice, by: 'person' as const, actor: by, reason, now: now() };
    return [
      id,
      dispatch({
        type: 'decision.make',
        decision: { ...made, evidence: [...evidence], alternatives: [], applied: { action: 'keep', thread, ...more } },
      }),
    ] as const;
  };
  const starts = () => plan(state, roomy).effects.map((effect) => effect.thread);
  return { ...made, thread, fail, keep, starts, of, report };
}

test('after three tries that came to nothing a thread begins nothing new before a decision; others go on', () => {
  const { state, thread, fail, starts, keep, create, of } = world();
  const other = create('Fix the crash on exit');
  fail(1000);
  fail(1000);
  expect(starts()).toContain(thread);
  fail(1000);
  expect(starts()).toEqual([other]);
  const waits = plan(state, roomy).waiting.get(thread);
  expect(waits).toBe('Needs a decision: 3 tries at the same came to nothing');
  expect(standing(of(thread), waits)).toMatchObject({ column: 'needs-you', word: 'needs a decision' });
  expect(keep()[1]).toBe('ok');
  expect(starts()).toContain(thread);
  expect(standing(of(thread), undefined).word).toBe('queued');
});

test('a disk that is full and a network that is down are no tries of the work', () => {
  const { state, now, fail, report, thread } = world();
  for (const reason of ['ENOSPC: no space left', 'ECONNRESET', 'socket hang up', 'EMFILE']) fail(1000, reason);
  report({ type: 'thread.found-dead', thread, evidence: [] });
  expect(proposalsOf(state, now())).toEqual([]);
});

test('a thread past twice its estimate waits for a decision; a new estimate lets it go on and undoing that does not', () => {
  const { thread, fail, starts, keep, of, dispatch } = world();
  fail(2 * hour);
  expect(starts()).toEqual([]);
  const [decision] = keep({ size: 8 });
  expect(of(thread).triage?.size).toBe(8);
  expect(starts()).toEqual([thread]);
  expect(dispatch({ type: 'decision.undo', decision, by })).toBe('ok');
  expect(of(thread).triage?.size).toBe(3);
  expect(starts()).toEqual([]);
});

test('a night’s sleep, a leap of the clock or a factory that was away is no work', () => {
  const { state, thread, now, pass, report, of, starts } = world();
  for (const [n, leap] of [24 * hour, -24 * hour, 3650 * 24 * hour].entries()) {
    const run = RunId.parse(`run_leap${String(n)}`);
    report({ type: 'run.started', thread, run, instruction: of(thread).instructions[0]?.id });
    pass(leap);
    report({ type: 'run.ended', thread, run, outcome: 'orphaned', reason: 'Teatree ended while it ran' });
  }
  expect(of(thread).workedMs).toBeLessThanOrEqual(30 * minute);
  expect(proposalsOf(state, now()).filter(({ must }) => must)).toEqual([]);
  expect(starts()).toEqual([thread]);
});

test('what must be decided says what it has cost, what would be lost and how it comes back', () => {
  const { state, now, fail, report, thread } = world();
  fail(2 * hour + 60_000);
  const change = { repo, base: 'a'.repeat(40), head: 'b'.repeat(40), commits: 1, files: 2, added: 1, deleted: 0 };
  report({ type: 'change-set.recorded', thread, changes: [{ ...change, uncommitted: ['notes.txt'], paths: [] }] });
  expect(proposalsOf(state, now())).toMatchObject([
    {
      ...{ must: true, choice: { action: 'drop' } },
      reason: 'It has worked 2 h 1 m; for its size 3 about 1 h were expected',
      evidence: [{ kind: 'overrun', text: '1 run, 2 h 1 m in all' }],
      cost: expect.stringMatching(/^1 run, 2 h 1 m, /) as string,
      lost: 'Nothing that is committed: work in 2 files stays on its branches; 1 uncommitted file goes into a checkpoint; what git ignores in its workspace is not kept',
      reviveWhen: 'Any time: its branches, checkpoints and conversation are kept',
    },
  ]);
});
