import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { AskId, RunId, ThreadId } from '../../../core/ids.ts';
import type { Ask } from '../../../core/model/ask.ts';
import { currentRun } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { factoryWorld, thread } from '../testing/factory-world.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import { watchSilence } from './silence.ts';

const minute = 60_000;
let world = factoryWorld();
let stop = (): void => undefined;
afterEach(async () => {
  stop();
  await world.close();
});

/** A run under way, its real process, and a watch over it whose time the test makes. */
async function given() {
  world = factoryWorld();
  const factory = world.open(fakeHarness(() => new Promise(() => undefined)).harness);
  await factory.begin();
  await factory.until((each) => currentRun(each)?.state.kind === 'working');
  let clock = 1_000_000;
  let asked = false;
  const told: string[] = [];
  const watch = watchSilence({
    threads: () => [asked ? withAsk(factory.read()) : factory.read()],
    tell: (id, { kind, suspended }, ms) => told.push(`${id} ${kind} ${String(suspended)} ${String(ms / minute)}`),
    elapsed: () => clock,
    everyMs: 5,
  });
  stop = watch.stop;
  const state = currentRun(factory.read())?.state;
  if (state?.kind !== 'working') throw new Error('nothing works');
  await sleep(50);
  return {
    watch,
    pid: state.process.pid,
    /** What is said after so many minutes, once. */
    async after(minutes: number) {
      clock += minutes * minute;
      told.length = 0;
      await sleep(150);
      return [...new Set(told)].map((line) => line.replace(`${thread} `, ''));
    },
    ask: (open: boolean) => (asked = open),
  };
}

function withAsk(each: Thread): Thread {
  const subject: Ask['subject'] = { kind: 'question', question: 'q', text: 'Which?', options: [] };
  const ids = { id: AskId.parse('ask_a'), thread: ThreadId.parse(thread), run: RunId.parse('run_a') };
  return { ...each, asks: [{ ...ids, generation: 1, subject, openedAt: 1, state: { kind: 'open' } }] };
}

test('a run that says nothing is quiet after five minutes, and working again with its first word', async () => {
  const { watch, after } = await given();
  expect(await after(4)).toEqual([]);
  expect(await after(2)).toEqual(['quiet false 6']);
  watch.heard(ThreadId.parse(thread));
  expect(await after(4)).toEqual([]);
  expect(await after(40)).toEqual(['no-signal false 44']);
});

test('an agent that somebody suspended has no signal after a minute, until it is let go on', async () => {
  const { pid, after } = await given();
  process.kill(pid, 'SIGSTOP');
  expect(await after(2)).toEqual(['no-signal true 2']);
  process.kill(pid, 'SIGCONT');
  expect(await after(1)).toEqual([]);
});

test('a run that waits for an answer is not silent, and has its time anew when it goes on', async () => {
  const { after, ask } = await given();
  ask(true);
  expect(await after(60)).toEqual([]);
  ask(false);
  expect(await after(0)).toEqual([]);
  expect(await after(4)).toEqual([]);
  expect(await after(2)).toEqual(['quiet false 6']);
});
