import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { currentRun, openAsks } from '../../../core/model/thread.ts';
import type { PermissionAnswer } from '../../../core/gates/verdict.ts';
import { ids, person } from '../../../core/loop/testing/story.ts';
import type { ToolCall } from '../../../core/model/action.ts';
import { HarnessFailure } from '../../harness/harness-failure.ts';
import { factoryWorld } from '../testing/factory-world.ts';
import { auditGate, orDenied } from './gate-audit.ts';
import { fakeHarness } from '../testing/fake-harness.ts';
import type { Script, Turn } from '../testing/fake-harness.ts';

let world = factoryWorld();
afterEach(() => world.close());

const call = (turn: Turn, command: string): ToolCall => ({
  id: 'call-1',
  tool: 'shell',
  input: { command },
  cwd: turn.start.repos[0]?.path ?? turn.start.workspace,
});

function result(turn: Turn, id: string, how: { readonly ok: boolean; readonly ran?: false }): void {
  turn.start.callbacks.onEvent({ type: 'tool-result', call: id, summary: '', durationMs: 1, ...how });
}

/** Halted runs never get their turn to end: the script waits for ever. */
const never = () => new Promise<never>(() => undefined);

async function outcomeOf(script: Script, options: Parameters<typeof fakeHarness>[1] = {}) {
  world = factoryWorld();
  const agent = fakeHarness(script, options);
  const opened = world.open(agent.harness);
  await opened.begin();
  await opened.orchestrator.settled();
  return { ...opened, agent, run: currentRun(opened.read())?.state };
}

test('a run whose canary did not reach the gate is never prompted', async () => {
  const { run, read, agent } = await outcomeOf(never, { unproven: true });
  expect(run).toMatchObject({ outcome: 'ungated', reason: expect.stringContaining('canary') as string });
  expect(agent.prompts()).toBe(0);
  await expect.poll(agent.living).toBe(0);
  expect(read().halt).toMatchObject({ kind: 'stopped' });
  expect(openAsks(read())).toMatchObject([{ subject: { kind: 'stuck', code: 'ungated' } }]);
});

test('an agent that cannot be made to try the canary works without that proof, and is watched like any other', async () => {
  const unprovable = { unproven: true, capabilities: { provable: false } };
  const { run, agent } = await outcomeOf((turn) => {
    result(turn, 'call-1', { ok: true });
    return never();
  }, unprovable);
  expect(agent.prompts()).toBe(1);
  expect(run).toMatchObject({ outcome: 'ungated', reason: expect.stringContaining('ran without asking') as string });
});

test('a tool that ran without asking halts the run within that one action', async () => {
  const { run, agent } = await outcomeOf((turn) => {
    turn.start.callbacks.onEvent({ type: 'tool-call', call: call(turn, 'ls') });
    result(turn, 'call-1', { ok: true });
    return never();
  });
  expect(run).toMatchObject({ outcome: 'ungated', reason: 'shell ran without asking the gate (call call-1)' });
  await expect.poll(agent.living).toBe(0);
});

test('a tool that failed without asking has run as well', async () => {
  const { run } = await outcomeOf((turn) => {
    result(turn, 'call-1', { ok: false });
    return never();
  });
  expect(run).toMatchObject({ outcome: 'ungated' });
});

test('a tool that was denied and ran nevertheless halts the run', async () => {
  const { run } = await outcomeOf(async (turn) => {
    await turn.start.callbacks.permission(call(turn, 'git push --force origin main'));
    result(turn, 'call-1', { ok: true });
    return never();
  });
  expect(run).toMatchObject({ outcome: 'ungated', reason: expect.stringContaining('was denied and ran') as string });
});

test('a program that finds its gate gone halts its run itself', async () => {
  const gone = new HarnessFailure({ code: 'ungated', message: 'The settings of the agent changed' });
  const { run } = await outcomeOf(() => Promise.reject(gone));
  expect(run).toMatchObject({ outcome: 'ungated', reason: gone.message });
});

test('once ungated, nothing more is allowed', async () => {
  const answers: string[] = [];
  await outcomeOf(async (turn) => {
    result(turn, 'other', { ok: true });
    answers.push((await turn.start.callbacks.permission(call(turn, 'ls'))).kind);
    return never();
  });
  expect(answers).toEqual(['deny']);
});

test('a call the program itself turned down, and a denied call that did not run, are no breach; a result names its decision', async () => {
  const { run, said } = await outcomeOf(async (turn) => {
    result(turn, 'unknown-tool', { ok: false, ran: false });
    await turn.start.callbacks.permission({ ...call(turn, 'git push --force origin main'), id: 'call-2' });
    result(turn, 'call-2', { ok: false });
    await turn.start.callbacks.permission(call(turn, 'ls'));
    result(turn, 'call-1', { ok: true });
    return { outcome: 'completed', summary: 'done' };
  });
  expect(run).toMatchObject({ outcome: 'succeeded' });
  const decisions = said.flatMap((event) => (event.type === 'tool-result' ? [event.decision] : []));
  expect(decisions).toEqual([undefined, expect.stringMatching(/^run_.+\.2$/), expect.stringMatching(/\.3$/)]);
});

test('the board knows when the gate was proven and last asked, and does not count the proof as a denial', async () => {
  const { read } = await outcomeOf(async (turn) => {
    await turn.start.callbacks.permission(call(turn, 'ls'));
    return { outcome: 'completed', summary: 'done' };
  });
  expect(currentRun(read())?.gate).toMatchObject({ provenAt: expect.any(Number) as number, decisions: 1 });
  expect(read().verdicts).toEqual({ allow: 1, deny: 0, ask: 0 });
});

test('another command of the person reaches the program, and each decision has a name of its own', async () => {
  world = factoryWorld();
  const given: PermissionAnswer[] = [];
  const agent = fakeHarness(async (turn) => {
    const { permission } = turn.start.callbacks;
    given.push(await permission(call(turn, 'npm install left-pad'), { edit: true }));
    given.push(await permission({ ...call(turn, 'ls'), id: 'call-2' }));
    result(turn, 'call-1', { ok: true });
    result(turn, 'call-2', { ok: true });
    return { outcome: 'completed', summary: 'done' };
  });
  const opened = world.open(agent.harness);
  await opened.begin();
  await expect.poll(() => openAsks(opened.read()).length).toBe(1);
  const [ask] = openAsks(opened.read());
  if (!ask) throw new Error('nobody asks');
  const answer = { kind: 'edit', command: 'npm ls' } as const;
  const { thread, id, generation } = ask;
  await opened.orchestrator.dispatch({ type: 'ask.answer', thread, ask: id, generation, answer, by: person });
  await opened.orchestrator.settled();
  expect(given).toEqual([{ kind: 'allow', command: 'npm ls' }, { kind: 'allow' }]);
  expect(opened.outcomes().at(-1)?.[0]).not.toBe('ungated');
  const decisions = opened.said.flatMap((event) => (event.type === 'tool-result' ? [event.decision] : []));
  // The canary, the question and its answer, then the other call.
  expect(decisions).toEqual([expect.stringMatching(/\.[23]$/), expect.stringMatching(/\.4$/)]);
  expect(new Set(decisions).size).toBe(2);
});

test('a gate that has no descriptor to decide with says nothing yet: the call is decided when there are some again', async () => {
  let tries = 0;
  const decide = async () => {
    tries += 1;
    if (tries < 3) throw new Error('EMFILE: too many open files');
    return { kind: 'allow' } as const;
  };
  expect(await orDenied(decide, [1, 1, 1])).toEqual({ kind: 'allow' });
  const broken = async () => Promise.reject(new Error('A rule threw'));
  expect(await orDenied(broken, [60_000])).toMatchObject({ kind: 'deny' });
});

test('a gate that fails has denied: what it denied did not run, so the run goes on', async () => {
  const audit = auditGate('run_x');
  const asked = { id: 'call-1', tool: 'write', input: {}, cwd: '/w' };
  const failing = () => Promise.reject(new Error('EMFILE: too many open files'));
  const answer = audit.answered(asked, await orDenied(failing, [1, 1]));
  expect(answer).toMatchObject({ kind: 'deny', message: expect.stringContaining('EMFILE') as string });
  audit.traced({ type: 'tool-result', call: 'call-1', ok: false, summary: answer.kind, durationMs: 1 });
  let broken: string | undefined;
  void audit.ungated.then((reason) => (broken = reason));
  await setImmediate();
  expect(broken).toBeUndefined();
});

test.each([
  ['the same action holds the answer it got', 'a', undefined],
  ['another action under its name holds none', 'b', 'write ran before the gate had answered (call c1)'],
])('a call that is asked about twice: %s', async (_, again, breach) => {
  const audit = auditGate('run');
  const asked = { id: 'c1', tool: 'write', input: {}, cwd: '/w' } as const;
  const judged = (fingerprint: string) =>
    audit.stamp({
      ...{ type: 'action.judged', thread: ids.thread, run: ids.run(1), policy: 'p' },
      ...{ action: { call: 'c1', tool: 'write', title: 'w', raw: 'w', cwd: '/w', expanded: [], fingerprint } },
      verdict: { kind: 'allow', rule: 'W1', reason: 'inside' },
    });
  audit.traced({ type: 'tool-call', call: asked });
  judged('a');
  audit.answered(asked, { kind: 'allow' });
  judged(again);
  audit.traced({ type: 'tool-result', call: 'c1', ok: true, summary: '', durationMs: 1 });
  expect(await Promise.race([audit.ungated, setImmediate(undefined)])).toBe(breach);
});
