// What a look at the board costs, for that is done after every fact: the plan, and the performer that follows it.
import { InstructionId, ThreadId } from '../../../core/ids.ts';
import { unheld } from '../../../core/loop/admission.ts';
import { effectsOf } from '../../../core/loop/effects.ts';
import type { FactoryEvent } from '../../../core/loop/event.ts';
import { evolve } from '../../../core/loop/evolve.ts';
import { plan } from '../../../core/loop/plan.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import { createPerformer } from '../../../main/orchestrator/performer.ts';
import { busyBoard } from '../support/invented/busy-board.ts';
import { median, timed } from '../support/measure.ts';

const sizes = [1000, 10_000, 100_000];
const limitMs = 1;
const rounds = 200;
const admission = unheld(8);
const by = { who: 'person', via: 'cli' } as const;
const start = Date.UTC(2026, 0, 5);

function measure(size: number) {
  const state = busyBoard(size, start);
  let started = 0;
  const performer = createPerformer(
    () => {
      started += 1;
      return new Promise(() => undefined);
    },
    () => undefined,
  );
  const tick = () => performer.follow(plan(state, admission));
  const first = timed(tick);
  const afterFirst = started;
  const same = Array.from({ length: rounds }, () => timed(tick));
  const startedWhenSame = started - afterFirst;
  let at = start;
  const one = Array.from({ length: rounds }, (_, round) => {
    const event = oneChange(state, round, size);
    evolve(state, { seq: 1, at: (at += 1000), event });
    return timed(tick);
  });
  const naive = Array.from({ length: 5 }, () => timed(() => void sortAgain(state)));
  return {
    ...{ threads: size, firstMs: first, nothingChangedMs: median(same), startedWhenNothingChanged: startedWhenSame },
    ...{ oneChangedMs: median(one), oneChangedP95Ms: one.toSorted((a, b) => a - b)[Math.floor(rounds * 0.95)] ?? 0 },
    ...{ naiveMs: median(naive) },
  };
}

/** In turn: a thread weighs more, a new one comes, an agent acts, one waits for another, one gets a date. */
function oneChange(state: FactoryState, round: number, size: number): FactoryEvent {
  const thread = ThreadId.parse(`thr_t${String((round * 7919) % size)}`);
  const triage = { priority: 'P1', size: 2, boost: round % 9, background: false } as const;
  switch (round % 5) {
    case 0:
      return { type: 'thread.triaged', thread, triage, by };
    case 1: {
      const fresh = ThreadId.parse(`thr_n${String(round)}`);
      const instruction = { id: InstructionId.parse(`ins_n${String(round)}`), kind: 'goal', text: 'Do it' } as const;
      const repos = [...(state.threads.get(thread)?.repos ?? [])];
      const brief = { thread: fresh, title: 't', goal: 'Do it', repos, harness: { id: 'recipe', config: {} } };
      return { type: 'thread.created', thread: fresh, number: size + round, brief, instruction };
    }
    case 2:
      return { type: 'thread.halted', thread, halt: 'paused', by };
    case 3:
      return { type: 'thread.linked', thread, edge: { kind: 'waits-for', to: ThreadId.parse('thr_t1') }, by };
    default:
      return { type: 'thread.triaged', thread, triage: { ...triage, due: start + 86_400_000 }, by };
  }
}

/** The usual way: look at every thread, and sort what owes something. */
function sortAgain(state: FactoryState): number {
  return [...state.threads.values()].filter((thread) => effectsOf(thread)).sort((a, b) => a.number - b.number).length;
}

const ours = sizes.map(measure);
const pass = ours.every(
  (each) => each.nothingChangedMs <= limitMs && each.oneChangedMs <= limitMs && each.startedWhenNothingChanged === 0,
);
console.log(
  JSON.stringify(
    {
      bench: 'tick',
      ours: ours.map(({ naiveMs: _, ...each }) => each),
      naive: ours.map(({ threads, naiveMs }) => ({ threads, way: 'every thread looked at and sorted', ms: naiveMs })),
      limit: `${String(limitMs)} ms for a look, whether nothing or one thread changed, and nothing is started by it`,
      pass,
    },
    undefined,
    2,
  ),
);
process.exitCode = pass ? 0 : 1;
