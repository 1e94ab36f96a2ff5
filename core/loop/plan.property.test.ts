import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AskId, InstructionId, RunId, ThreadId } from '../ids.ts';
import type { Admission } from './admission.ts';
import { plan } from './plan.ts';
import { emptyState } from './state.ts';
import { commit, createStory, ids, person } from './testing/story.ts';
import type { Story } from './testing/story.ts';

const of = (n: number) => ThreadId.parse(`thr_t${String(n)}`);
const runOf = (n: number) => RunId.parse(`run_t${String(n)}`);
const hours = 3_600_000;

type Deed = { readonly what: number; readonly n: number; readonly m: number };
const deed = fc.record({ what: fc.nat(11), n: fc.nat(5), m: fc.nat(5) });

function perform(story: Story, { what, n, m }: Deed): void {
  const thread = of(n);
  const edge = { kind: 'waits-for', to: of(m) } as const;
  const triage = (patch: object) => story.tell({ type: 'thread.triage', thread, patch, by: person });
  const repos = m % 2 === 0 ? [ids.api] : [ids.api, ids.web];
  const instruction = { id: InstructionId.parse(`ins_t${String(n)}`), kind: 'goal', text: 'g' } as const;
  const worktrees = [{ repo: ids.api, path: '/w', branch: 'b', base: commit(0) }];
  const brief = { thread, title: 't', goal: 'g', repos, harness: { id: 'recipe', config: {} } };
  const question = { kind: 'question', question: 'q', text: 't', options: [] as string[] } as const;
  const deeds: readonly (() => unknown)[] = [
    () => story.tell({ type: 'thread.create', brief, instruction }),
    () => triage({ priority: (['P0', 'P1', 'P2', 'P3', 'P4'] as const)[m] ?? 'P2' }),
    () => triage({ due: (m + 1) * 5 * hours, size: m > 2 ? 8 : 1 }),
    () => triage({ pinned: m > 2 }),
    () => triage({ background: m > 2 }),
    () => story.tell({ type: 'thread.link', thread, edge, by: person }),
    () => story.tell({ type: 'thread.unlink', thread, edge, by: person }),
    () => story.report({ type: 'workspace.prepared', thread, path: '/w', worktrees, ports: { first: 1, count: 1 } }),
    () => story.report({ type: 'run.started', thread, run: runOf(n), instruction: instruction.id }),
    () =>
      story.report({
        type: 'ask.opened',
        thread,
        run: runOf(n),
        ask: AskId.parse(`ask_t${String(n)}`),
        subject: question,
      }),
    () =>
      story.report({ type: 'run.ended', thread, run: runOf(n), outcome: m > 3 ? 'failed' : 'succeeded', reason: 'r' }),
    () => story.tell({ type: 'thread.drop', thread, reason: '', by: person }),
  ];
  deeds[what]?.();
  story.pass(m * hours);
}

/** Six threads to begin with, so that most deeds find theirs. */
function crowd(): Story {
  const story = createStory();
  story.begin();
  for (const n of [0, 1, 2, 3, 4, 5]) perform(story, { what: 0, n, m: n % 2 });
  return story;
}

const admissions = fc.record({
  ...{ places: fc.integer({ min: 0, max: 4 }), starts: fc.integer({ min: 1, max: 2 }), capped: fc.boolean() },
  ...{ perRepo: fc.constantFrom(undefined, 1, 2), hold: fc.constant(undefined) },
});

/** The same facts as they are read for the first time. */
function afresh(story: Story, admission: Admission) {
  const state = emptyState();
  for (const [id, repo] of story.state.repos) state.repos.set(id, repo);
  for (const [id, thread] of story.state.threads) state.threads.set(id, thread);
  return plan(state, admission);
}

test('a plan that is kept up to date equals one that is made afresh from the same facts', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 50 }), admissions, (deeds, admission) => {
      const story = crowd();
      for (const each of deeds) {
        perform(story, each);
        const { effects, waiting, active } = plan(story.state, admission);
        const fresh = afresh(story, admission);
        expect(effects).toEqual(fresh.effects);
        expect([...waiting].sort()).toEqual([...fresh.waiting].sort());
        expect(active).toBe(fresh.active);
      }
    }),
    { numRuns: 60 },
  );
});

test('whatever is linked, nothing new begins that waits for an unfinished thread', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 50 }), admissions, (deeds, admission) => {
      const story = crowd();
      for (const each of deeds) perform(story, each);
      const { effects } = plan(story.state, admission);
      for (const effect of effects) {
        const thread = story.state.threads.get(effect.thread);
        const open = thread?.edges?.filter((edge) => !story.state.threads.get(edge.to)?.dropped) ?? [];
        if (effect.kind === 'prepare' && thread?.workspace.kind === 'none') expect(open).toEqual([]);
      }
    }),
  );
});
