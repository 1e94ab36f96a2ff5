import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headsOf } from '../model/change-set.ts';
import { isAlive } from '../model/run.ts';
import { InstructionId } from '../ids.ts';
import { standing } from '../views/board.ts';
import { effectsOf } from './effects.ts';
import { FactoryEvent } from './event.ts';
import { evolve } from './evolve.ts';
import { emptyState } from './state.ts';
import { commit, createStory, ids, person } from './testing/story.ts';
import type { Story } from './testing/story.ts';

/** Anything anybody may say, at any moment, in any order, with ids that are often stale. */
const deed = fc.record({ what: fc.nat(21), n: fc.integer({ min: 1, max: 3 }), digit: fc.integer({ min: 0, max: 4 }) });
type Deed = { readonly what: number; readonly n: number; readonly digit: number };

function perform(story: Story, { what, n, digit }: Deed): void {
  const thread = ids.thread;
  const landing = ids.landing(n);
  const run = ids.run(n);
  const known = story.state.threads.get(thread);
  const deeds: readonly (() => unknown)[] = [
    () => story.prepared(),
    () => story.report({ type: 'workspace.failed', thread, failure: { code: 'x', message: 'x' } }),
    () =>
      story.report({
        type: 'run.started',
        thread,
        run,
        instruction: known?.instructions.at(-1)?.id ?? InstructionId.parse('ins_x'),
      }),
    () => story.report({ type: 'run.spawned', thread, run, process: { pid: 1, startedAt: '1' }, session: 's' }),
    () =>
      story.report({
        type: 'run.ended',
        thread,
        run,
        outcome: (['succeeded', 'failed', 'crashed', 'orphaned', 'interrupted'] as const)[digit] ?? 'refused',
        reason: 'r',
      }),
    () =>
      story.report({
        type: 'change-set.recorded',
        thread,
        changes: [
          {
            repo: ids.api,
            base: commit(0),
            head: commit(digit),
            commits: 1,
            files: 1,
            added: 1,
            deleted: 0,
            uncommitted: digit === 4 ? ['a'] : [],
          },
        ],
      }),
    () => story.checked(n, digit > 1 ? 'passed' : 'failed', String(digit)),
    () =>
      story.report({
        type: 'ask.opened',
        thread,
        run,
        ask: ids.ask(digit),
        subject: { kind: 'question', question: 'q', text: 't', options: [] },
      }),
    () => story.report({ type: 'ask.renewed', thread, run, ask: ids.ask(digit), generation: n }),
    () =>
      story.tell({
        type: 'ask.answer',
        thread,
        ask: known?.asks[digit]?.id ?? ids.ask(digit),
        generation: n,
        answer: { kind: 'choose', text: 'Try again' },
        by: person,
      }),
    () =>
      story.tell({
        type: 'thread.instruct',
        thread,
        instruction: { id: InstructionId.parse(`ins_m${String(story.entries.length)}`), kind: 'message', text: 'm' },
        by: person,
      }),
    () =>
      story.tell({
        type: 'thread.halt',
        thread,
        halt: (['paused', 'stopped', 'killed'] as const)[digit % 3] ?? 'paused',
        by: person,
      }),
    () => story.tell({ type: 'thread.resume', thread, by: person }),
    () => story.tell({ type: 'thread.check', thread, by: person }),
    () =>
      story.tell({
        type: 'thread.clear',
        thread,
        clear: ids.clear(n),
        heads: headsOf(known?.changes ?? []),
        at: 1,
        by: person,
      }),
    () => story.tell({ type: 'thread.land', thread, landing, by: person }),
    () =>
      story.report({ type: 'landing.prepared', thread, landing, repo: ids.api, target: commit(0), merge: commit(9) }),
    () => story.report({ type: 'landing.push-claimed', thread, landing, repo: ids.api }),
    () => story.report({ type: 'landing.pushed', thread, landing, repo: ids.api }),
    () =>
      story.report({
        type: 'landing.ended',
        thread,
        landing,
        outcome: (['landed', 'refused', 'reverted', 'partly-landed'] as const)[digit % 4] ?? 'landed',
        reason: 'r',
      }),
    () =>
      story.report({
        type: 'landing.revert-claimed',
        thread,
        landing,
        repo: ids.api,
        target: commit(9),
        revert: commit(8),
      }),
    () => (digit === 4 && n === 3 ? story.tell({ type: 'thread.drop', thread, reason: '', by: person }) : undefined),
  ];
  deeds[what]?.();
}

function told(deeds: readonly Deed[]): Story {
  const story = createStory();
  story.begin();
  for (const each of deeds) perform(story, each);
  return story;
}

const deeds = fc.array(deed, { maxLength: 60 });

test('whatever is said in whatever order, a thread has at most one living run and one open landing', () => {
  fc.assert(
    fc.property(deeds, (each) => {
      const thread = told(each).thread();
      expect(thread.runs.filter(isAlive).length).toBeLessThan(2);
      expect(thread.landings.filter((landing) => !landing.ended).length).toBeLessThan(2);
    }),
  );
});

test('no order of events makes a card lie: it stands somewhere, for a reason that the facts bear out', () => {
  fc.assert(
    fc.property(deeds, (each) => {
      const thread = told(each).thread();
      const at = standing(thread, undefined);
      if (at.column === undefined) expect(thread.dropped).toBeDefined();
      if (at.column === 'landed') expect(thread.landings.at(-1)?.ended?.outcome).toBe('landed');
      if (at.word === 'in review' || at.word === 'ready to land') {
        expect(thread.runs.some(isAlive)).toBe(false);
        expect(thread.asks.some((ask) => ask.state.kind === 'open')).toBe(false);
        expect(thread.rounds.at(-1)?.ended.every((end) => end.outcome === 'passed')).toBe(true);
      }
      if (at.word === 'working') expect(thread.runs.some(isAlive)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a thread that is halted, dropped or waits for the person on its own account owes nothing but its landing', () => {
  fc.assert(
    fc.property(deeds, (each) => {
      const thread = told(each).thread();
      const effect = effectsOf(thread);
      const held =
        thread.halt ??
        thread.dropped ??
        thread.asks.find((ask) => ask.subject.kind === 'stuck' && ask.state.kind === 'open');
      if (held && effect) expect(effect.kind).toBe('land');
    }),
  );
});

test('no ask is answered twice', () => {
  fc.assert(
    fc.property(deeds, (each) => {
      const answered = told(each).entries.flatMap(({ event }) => (event.type === 'ask.answered' ? [event.ask] : []));
      expect(new Set(answered).size).toBe(answered.length);
    }),
  );
});

test('the journal read back from disk folds to the same state', () => {
  fc.assert(
    fc.property(deeds, (each) => {
      const story = told(each);
      const again = emptyState();
      for (const entry of story.entries)
        evolve(again, { ...entry, event: FactoryEvent.parse(JSON.parse(JSON.stringify(entry.event))) });
      expect(JSON.stringify([...again.threads.values()])).toBe(JSON.stringify([...story.state.threads.values()]));
    }),
  );
});
