import { expect, test } from 'vitest';
import { AskId, InstructionId, RepoId, ThreadId } from '../../core/ids.ts';
import { FactoryEvent } from '../../core/loop/event.ts';
import { fail, ok } from '../../core/result.ts';
import type { PolicyOffice } from '../gates/policy/policy-port.ts';
import { createRouter } from './router.ts';
import { fakeServices, repo } from './testing/fake-services.ts';

const action = {
  call: 'c',
  tool: 'shell',
  title: 't',
  raw: 'npm install x',
  cwd: '/w',
  expanded: [],
  fingerprint: 'f',
};
const subject = { kind: 'gate', action, rule: 'PK1', reason: 'r', risk: 'medium', policy: 'p' };

/** Three threads that wait for the same answer, and a policy that says what it was asked for. */
function waiting(office: Partial<PolicyOffice> = {}) {
  const written: string[] = [];
  const bare = fakeServices().services.policy;
  const policy: PolicyOffice = {
    ...bare,
    addRules: async (_, { ask }) => {
      written.push(ask ?? '');
      return ok({ hash: 'after' });
    },
    ...office,
  };
  const world = fakeServices({ policy });
  const router = createRouter(world.services);
  world.record([{ type: 'repo.added', repo: repo('rep_a', 'a') }]);
  for (const at of [1, 2, 3]) {
    const thread = ThreadId.parse(`thr_${String(at)}`);
    const brief = {
      thread,
      title: 't',
      goal: 'g',
      repos: [RepoId.parse('rep_a')],
      harness: { id: 'recipe', config: {} },
    };
    const instruction = { id: InstructionId.parse(`ins_${String(at)}`), kind: 'goal', text: 'g' } as const;
    world.record([{ type: 'thread.created', thread, number: at, brief, instruction }]);
    world.record([FactoryEvent.parse({ type: 'ask.opened', thread, ask: `ask_${String(at)}`, subject })]);
  }
  const stateOf = (at: number) =>
    world.state.threads.get(ThreadId.parse(`thr_${String(at)}`))?.asks.map((ask) => ask.state.kind);
  return {
    ...{ world, written, stateOf },
    call: (name: string, input: unknown) => router.handle({ id: 'test', via: 'cli' }, name, input),
  };
}

const asks = [1, 2, 3].map((at) => ({ ask: AskId.parse(`ask_${String(at)}`), generation: 1 }));

test('one answer to a group answers each that still asks, and names those that do not', async () => {
  const { call, stateOf } = waiting();
  const stale = asks.map((ask, at) => (at === 1 ? { ...ask, generation: 9 } : ask));
  expect(await call('asks.answerGroup', { asks: stale, answer: { kind: 'reject', reason: 'no' } })).toMatchObject({
    ok: true,
    value: { answered: ['ask_1', 'ask_3'], refused: [{ ask: 'ask_2', code: 'ask-stale' }] },
  });
  expect([1, 2, 3].map(stateOf)).toEqual([['answered'], ['open'], ['answered']]);
});

test('an answer for good writes its rule once for a group, after the first answer that counted', async () => {
  const { call, written, stateOf } = waiting();
  const stale = asks.map((ask, at) => (at === 0 ? { ...ask, generation: 9 } : ask));
  await call('asks.answerGroup', { asks: stale, answer: { kind: 'approve', scope: 'always' } });
  expect(written).toEqual(['ask_2']);
  expect([1, 2, 3].map(stateOf)).toEqual([['open'], ['answered'], ['answered']]);
});

test('where no rule can say it, an answer for good changes nothing and says why', async () => {
  const reason = { code: 'no-typed-rule', message: 'No rule can say this: EX3 is safety' };
  const { call, written, stateOf } = waiting({ draft: async () => fail(reason) });
  const answer = { kind: 'approve', scope: 'always' };
  expect(await call('asks.answer', { ...asks[0], answer })).toEqual({ ok: false, error: reason });
  expect([stateOf(1), written]).toEqual([['open'], []]);
});

test('a stale answer for good writes no rule', async () => {
  const { call, written } = waiting();
  const answer = { kind: 'approve', scope: 'repo' };
  expect(await call('asks.answer', { ...asks[0], generation: 2, answer })).toMatchObject({ ok: false });
  expect(written).toEqual([]);
});

test('a rule that could not be written leaves the answer as it was given, and says so', async () => {
  const broken = { code: 'policy-unwritable', message: 'The disk is full' };
  const { call, stateOf } = waiting({ addRules: async () => fail(broken) });
  const answer = { kind: 'approve', scope: 'always' };
  expect(await call('asks.answer', { ...asks[0], answer })).toMatchObject({
    error: { message: 'It was approved this once, but the rule was not written: The disk is full' },
  });
  expect(stateOf(1)).toEqual(['answered']);
});

test('a pause is in the snapshot with its end, and who made it', async () => {
  const { call } = waiting();
  await call('gate.pause', { target: { kind: 'thread', thread: 'thr_1' }, minutes: 10 });
  expect(await call('app.snapshot', {})).toMatchObject({
    value: {
      gate: { pauses: [{ target: { thread: 'thr_1' }, until: 605_000, by: { who: 'person', via: 'cli' } }] },
      policy: { hash: 'test' },
    },
  });
  expect(await call('gate.resume', { target: { kind: 'everything' } })).toMatchObject({
    error: { code: 'not-paused' },
  });
  expect(await call('gate.pause', { target: { kind: 'rule', rule: 'NOPE' } })).toMatchObject({
    error: { code: 'rule-unknown' },
  });
});
