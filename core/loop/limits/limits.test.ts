import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InstructionId, RunId, ThreadId } from '../../ids.ts';
import { unheld } from '../admission.ts';
import { plan } from '../plan.ts';
import { commit, createStory, ids, person } from '../testing/story.ts';
import { limitOn, limitWords } from './limit.ts';

const names = ['a', 'b', 'c', 'd'] as const;
const lanes = ['claude', 'codex', 'claude', 'codex'];

const laneOf = (name: string, lanesOf: readonly string[] = lanes) =>
  lanesOf[names.findIndex((each) => each === name)] ?? '';
const threadOf = (name: string) => ThreadId.parse(`thr_${name}`);
const minute = 60_000;

/** Four threads with a workspace, two on each harness if not told otherwise, and a clock that the test moves. */
function fleet(lanesOf: readonly string[] = lanes) {
  const story = createStory();
  story.begin();
  story.tell({ type: 'thread.drop', thread: ids.thread, reason: 'r', by: person });
  names.forEach((name, index) => {
    story.tell({
      type: 'thread.create',
      brief: {
        ...{ thread: threadOf(name), title: name, goal: name, repos: [ids.api] },
        harness: { id: lanesOf[index] ?? '', config: {} },
      },
      instruction: { id: InstructionId.parse(`ins_${name}`), kind: 'goal', text: name },
    });
    story.report({
      ...{ type: 'workspace.prepared', thread: threadOf(name), path: `/w/${name}`, ports: { first: 1, count: 10 } },
      worktrees: [{ repo: ids.api, path: `/w/${name}`, branch: 'b', base: commit(0) }],
    });
  });
  let runs = 0;
  const admitted = () => plan(story.state, unheld(9)).effects.flatMap((each) => (each.kind === 'run' ? [each] : []));
  const alive = (name: string) =>
    story.state.threads.get(threadOf(name))?.runs.find((run) => run.state.kind !== 'ended');
  return {
    ...story,
    admitted: () =>
      admitted()
        .map((effect) => effect.thread.slice(4))
        .sort(),
    begun: () => names.filter((name) => alive(name)),
    reason: (name: string) => plan(story.state, unheld(9)).waiting.get(threadOf(name)),
    limit: (harness = 'claude') => limitOn(story.state.limits, harness),
    /** Starts what the plan admits, one at a time as the world does. */
    startAll() {
      for (const effect of admitted()) {
        if (story.state.threads.get(effect.thread)?.runs.some((run) => run.state.kind !== 'ended')) continue;
        const run = RunId.parse(`run_${String((runs += 1))}`);
        story.report({ type: 'run.started', thread: effect.thread, run, instruction: effect.instruction });
      }
    },
    limited(name: string, at: number, until?: number) {
      const run = alive(name)?.id ?? RunId.parse('run_none');
      const harness = laneOf(name, lanesOf);
      story.tell({
        ...{ type: 'harness.limit', harness, title: 'Claude Code', kind: 'quota', reason: 'r', until, run, at },
      });
    },
    lapse: (at: number, harness = 'claude') => story.tell({ type: 'harness.lapse', harness, at }),
    answer(name: string) {
      const run = alive(name)?.id;
      const harness = laneOf(name, lanesOf);
      if (run) story.tell({ type: 'harness.answer', harness, thread: threadOf(name), run });
    },
    ended(name: string, outcome: 'limited' | 'succeeded' | 'crashed' | 'interrupted') {
      const run = alive(name)?.id;
      if (run) story.report({ type: 'run.ended', thread: threadOf(name), run, outcome, reason: 'r' });
    },
  };
}

describe('a limit of a harness', () => {
  test('lets nothing new start on that harness, leaves running turns alone, and holds no other harness', () => {
    const { limited, startAll, admitted, reason, report, ...story } = fleet();
    report({
      type: 'run.started',
      thread: threadOf('a'),
      run: RunId.parse('run_x'),
      instruction: InstructionId.parse('ins_a'),
    });
    limited('a', 1000, 1000 + 90 * minute);
    startAll();
    expect(admitted()).toEqual(['a', 'b', 'd']);
    expect(reason('c')).toMatch(/^Waits: Claude Code limit until \d\d:\d\d$/);
    story.ended('a', 'limited');
    expect(admitted()).toEqual(['b', 'd']);
  });

  test('holds every harness that spends from the same account, and one run of them all finds out', () => {
    const { limited, lapse, limit, admitted, startAll, reason, answer } = fleet([
      'claude',
      'codex',
      'claude-acp',
      'claude',
    ]);
    limited('c', 0);
    expect(admitted()).toEqual(['b']);
    expect(limit('claude')).toBe(limit('claude-acp'));
    expect(reason('a')).toContain('limit; one run tries at');
    lapse(15 * minute);
    expect(admitted()).toEqual(['a', 'b']);
    startAll();
    expect(admitted()).toEqual(['a', 'b']);
    answer('a');
    expect([limit('claude-acp'), admitted()]).toEqual([undefined, ['a', 'b', 'c', 'd']]);
  });

  test('is lifted by time when its end is known, not a moment sooner', () => {
    const { limited, lapse, limit, admitted } = fleet();
    limited('a', 1000, 5000);
    lapse(4999);
    expect([limit()?.until, admitted()]).toEqual([5000, ['b', 'd']]);
    lapse(5000);
    expect([limit(), admitted()]).toEqual([undefined, ['a', 'b', 'c', 'd']]);
  });

  test('without a known end lets one run find out, after a pause that doubles each time it is in vain', () => {
    const { limited, lapse, limit, admitted, startAll, ended, ...story } = fleet();
    limited('a', 0);
    const pauses = [limit()?.probeAt];
    lapse(15 * minute);
    expect(admitted()).toEqual(['a', 'b', 'd']);
    startAll();
    expect(admitted()).toEqual(['a', 'b', 'd']);
    limited('a', 15 * minute);
    ended('a', 'limited');
    pauses.push((limit()?.probeAt ?? 0) - 15 * minute);
    expect(pauses).toEqual([15 * minute, 30 * minute]);
    lapse(45 * minute);
    startAll();
    story.answer('a');
    expect([limit(), admitted()]).toEqual([undefined, ['a', 'b', 'c', 'd']]);
  });

  test('is lifted at once when the run that met it gets through by itself, but not by an older run', () => {
    const { limited, startAll, limit, answer } = fleet();
    startAll();
    limited('a', 1000);
    answer('c');
    expect(limit()).toBeDefined();
    answer('a');
    expect(limit()).toBeUndefined();
  });

  test('is lifted by the person at any time, and there is nothing to lift where nothing holds', () => {
    const { limited, tell, admitted } = fleet();
    limited('a', 1000, 10 * minute);
    expect(tell({ type: 'harness.release', harness: 'claude', by: person }).ok).toBe(true);
    expect(admitted()).toContain('c');
    expect(tell({ type: 'harness.release', harness: 'claude', by: person })).toMatchObject({
      error: { code: 'not-limited' },
    });
  });

  test('is no attempt: a thread that met it a hundred times asks nothing and goes on', () => {
    const { startAll, limited, ended, state, lapse, admitted } = fleet();
    for (let n = 0; n < 100; n += 1) {
      startAll();
      limited('a', n * 100, n * 100 + 50);
      ended('a', 'limited');
      lapse(n * 100 + 50);
    }
    expect(state.threads.get(threadOf('a'))?.asks).toEqual([]);
    expect(admitted()).toContain('a');
  });

  test('that lasts longer than any account has is not believed: a run finds out', () => {
    const { limited, limit } = fleet();
    limited('a', 1000, 1e15);
    expect([limit()?.until, limit()?.probeAt]).toEqual([undefined, 1000 + 15 * minute]);
  });

  test('says the day where its end is not today', () => {
    const { limited, limit } = fleet();
    limited('a', 0, 3 * 24 * 60 * minute);
    const found = limit();
    expect(found && limitWords({ ...found, since: 0 })).toMatch(/until \w{3} Jan 0\d \d\d:\d\d$/);
  });
});

const deed = fc.record({
  what: fc.nat(6),
  who: fc.constantFrom(...names),
  ms: fc.integer({ min: 0, max: 90 * minute }),
});

/** Anything a world may report, in any order; answers for the moment after it. */
function live(
  deeds: readonly { what: number; who: (typeof names)[number]; ms: number }[],
  each: (fleetNow: ReturnType<typeof fleet>, at: number) => void,
) {
  const story = fleet();
  let at = 1000;
  for (const { what, who, ms } of deeds) {
    const harness = laneOf(who);
    at += ms;
    [
      () => story.startAll(),
      () => story.limited(who, at),
      () => story.limited(who, at, at + ms),
      () => story.lapse(at, harness),
      () => story.answer(who),
      () => story.ended(who, ms % 2 === 0 ? 'limited' : 'succeeded'),
      () => story.tell({ type: 'harness.release', harness, by: person }),
    ][what]?.();
    each(story, at);
  }
  return { story, at };
}

test('whatever happens in whatever order, nothing new starts on a limited harness but one run that finds out', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      live(deeds, (story) => {
        for (const harness of ['claude', 'codex']) {
          const limit = story.limit(harness);
          const own = (name: string) => laneOf(name) === harness;
          const fresh = story.admitted().filter((name) => own(name) && !story.begun().some((each) => each === name));
          if (limit) expect(fresh.length).toBeLessThanOrEqual(limit.probing === undefined ? 0 : 1);
        }
      });
    }),
  );
});

test('whatever happened, time alone brings every thread back to work', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      const { story, at } = live(deeds, () => undefined);
      for (const name of names) story.ended(name, 'interrupted');
      const owing = names.filter((name) =>
        story.state.threads.get(threadOf(name))?.instructions.some((each) => !each.done),
      );
      const later = at + 14 * 24 * 60 * minute;
      for (const harness of ['claude', 'codex']) story.lapse(later, harness);
      for (let round = 0; round < 2; round += 1) {
        story.startAll();
        for (const name of names) story.answer(name);
      }
      expect(story.admitted()).toEqual(owing);
    }),
  );
});
