import { afterEach, expect, test } from 'vitest';
import { InstructionId, ThreadId } from '../../core/ids.ts';
import type { Effect } from '../../core/loop/effects.ts';
import type { Report } from '../../core/loop/command.ts';
import { commit, ids, person, repo } from '../../core/loop/testing/story.ts';
import type { Orchestrator } from './orchestrator-port.ts';
import { createOrchestrator } from './orchestrator.ts';
import { machineWith } from './testing/machine.ts';
import { memoryJournal } from './testing/memory-journal.ts';

let built: Orchestrator | undefined;
afterEach(() => built?.stop());

type Script = (effect: Effect, signal: AbortSignal, report: (event: Report) => Promise<unknown>) => Promise<void>;

/** An orchestrator over a world that does what the test says and keeps a diary of it. */
function factory(script: Script = () => Promise.resolve(), memory = memoryJournal()) {
  const diary: string[] = [];
  let clock = 1000;
  const orchestrator = createOrchestrator({
    journal: memory.journal,
    now: () => (clock += 1),
    machine: machineWith(3),
    world: (self) => ({
      async perform(effect, signal) {
        diary.push(`${effect.kind} ${effect.thread}`);
        await script(effect, signal, (event) => self.dispatch({ type: 'report', event }));
        diary.push(`${effect.kind} ended`);
      },
      async reconcile() {
        diary.push('reconcile');
        await Promise.resolve();
        diary.push('reconciled');
      },
      close: () => Promise.resolve(),
    }),
  });
  built = orchestrator;
  return {
    ...{ orchestrator, diary, memory },
    async createThread() {
      await orchestrator.dispatch({ type: 'repo.add', repo: repo(ids.api, 'api') });
      await orchestrator.dispatch({
        type: 'thread.create',
        brief: { thread: ids.thread, title: 't', goal: 'g', repos: [ids.api], harness: { id: 'recipe', config: {} } },
        instruction: { id: InstructionId.parse('ins_goal'), kind: 'goal', text: 'g' },
      });
    },
  };
}

const prepared: Report = {
  type: 'workspace.prepared',
  thread: ids.thread,
  path: '/w',
  worktrees: [{ repo: ids.api, path: '/w/api', branch: 'teatree/one', base: commit(0) }],
  ports: { first: 1, count: 10 },
};

/** Runs that ask the person and wait until they are ended. */
function asking(): Script {
  let runs = 0;
  return async (effect, signal, report) => {
    const thread = ids.thread;
    if (effect.kind === 'prepare') await report(prepared);
    if (effect.kind !== 'run') return;
    const run = ids.run((runs += 1));
    await report({ type: 'run.started', thread, run, instruction: effect.instruction });
    const subject = { kind: 'question' as const, question: 'q', text: 'Which?', options: [] };
    await report({ type: 'ask.opened', thread, run, ask: ids.ask(runs), subject });
    await new Promise((resolve) => (signal.aborted ? resolve(0) : signal.addEventListener('abort', resolve)));
    const outcome = signal.reason === 'stopping' ? 'orphaned' : 'interrupted';
    await report({ type: 'run.ended', thread, run, outcome, reason: 'r' });
  };
}

test('before start the factory records and performs nothing', async () => {
  const { createThread, diary, orchestrator } = factory();
  await createThread();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(diary).toEqual([]);
  expect(orchestrator.state.threads.size).toBe(1);
});

test('start reconciles with the world before it performs anything', async () => {
  const { createThread, diary, orchestrator } = factory(asking());
  await createThread();
  await orchestrator.start();
  await orchestrator.settled();
  expect(diary.slice(0, 3)).toEqual(['reconcile', 'reconciled', `prepare ${ids.thread}`]);
});

test('settled resolves when everything that is left waits for the person, and again after the answer', async () => {
  const { createThread, diary, orchestrator } = factory(asking());
  await orchestrator.start();
  await orchestrator.settled();
  await createThread();
  await orchestrator.settled();
  expect(diary.slice(2).sort()).toEqual(['prepare ended', `prepare ${ids.thread}`, `run ${ids.thread}`]);
  await orchestrator.dispatch({ type: 'thread.halt', thread: ids.thread, halt: 'killed', by: person });
  await orchestrator.settled();
  expect(diary.at(-1)).toBe('run ended');
});

test('settled does not resolve while an effect that failed waits to be tried again', async () => {
  let tries = 0;
  const then = asking();
  const { createThread, orchestrator } = factory(async (effect, signal, report) => {
    if (effect.kind !== 'prepare' || (tries += 1) > 1) await then(effect, signal, report);
  });
  await orchestrator.start();
  await createThread();
  await orchestrator.settled();
  expect(tries).toBe(2);
});

test('stop ends what is under way, records how, and a new start owes it again', async () => {
  const first = factory(asking());
  await first.createThread();
  await first.orchestrator.start();
  await first.orchestrator.settled();
  await first.orchestrator.stop();
  expect(first.diary.at(-1)).toBe('run ended');
  const second = factory(undefined, first.memory);
  expect(second.orchestrator.state).toEqual(first.orchestrator.state);
  await second.orchestrator.start();
  expect(second.diary.slice(0, 3)).toEqual(['reconcile', 'reconciled', `run ${ids.thread}`]);
});

test('subscribers hear each recorded batch once, and nothing after they left', async () => {
  const { createThread, orchestrator } = factory();
  const heard: number[] = [];
  const leave = orchestrator.subscribe((entries) => heard.push(...entries.map((entry) => entry.seq)));
  await createThread();
  leave();
  await orchestrator.dispatch({ type: 'thread.drop', thread: ids.thread, reason: 'r', by: person });
  expect(heard).toEqual([1, 2]);
  expect(orchestrator.seq()).toBe(3);
  expect(orchestrator.state.threads.get(ThreadId.parse('thr_one'))?.dropped).toBeDefined();
});
