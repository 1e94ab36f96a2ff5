import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { normalise, summarise } from '../../core/gates/action.ts';
import { judge } from '../../core/gates/policy.ts';
import { exampleContext, exampleCwd } from '../../core/gates/example/context.ts';
import { CommitId, InstructionId, LessonId, RepoId, RunId, ThreadId } from '../../core/ids.ts';
import type { FactoryEvent } from '../../core/loop/event.ts';
import { standingOf } from '../../core/learning/standing.ts';
import { unheld } from '../../core/loop/admission.ts';
import { evalOffice } from '../evals/office/eval-office.ts';
import { openPolicyRoom } from '../gates/policy/policy-room.ts';
import { keepLearning } from '../orchestrator/learning/keep-learning.ts';
import { createRouter } from './router.ts';
import { fakeServices, repo } from './testing/fake-services.ts';

const day = 86_400_000;
const shipped = join(import.meta.dirname, '../../skills');
const own = { transport: 'test', via: 'cli' } as never;
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** One thread whose run did what it is told, a real policy on disk, and the whole of learning over a journal in memory. */
async function world(repos = ['rep_a', 'rep_b']) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'teatree-lessons-'));
  folders.push(dataFolder);
  let at = 1000;
  const clock = () => at;
  const made = fakeServices();
  const { services, state, record } = made;
  const { orchestrator, store, newId } = services;
  const worktrees = exampleContext.worktrees.map((own, at) => ({ ...own, repo: repos[at]?.slice(4) ?? 'other' }));
  const contextOf = () => ({ ...exampleContext, worktrees });
  const room = await openPolicyRoom({
    ...{ dataFolder, now: clock, version: '1', state, journal: store.journal, askHours: () => 72, contextOf },
    ...{ dispatch: orchestrator.dispatch, onWarning: () => undefined },
  });
  const evals = evalOffice({ shipped, dataFolder, repos: () => [], programs: '', now: clock, newId });
  const admission = () => unheld(3);
  const learning = keepLearning({
    ...{ orchestrator, dataFolder, now: clock, newId, contextOf, store, room, evals, admission },
  });
  const router = createRouter({ ...services, now: clock, lessons: learning, policy: room.office });
  const thread = ThreadId.parse('thr_one');
  const run = RunId.parse('run_one');
  const names = repos.map((id) => RepoId.parse(id));
  record(repos.map((id) => ({ type: 'repo.added', repo: repo(id, id.slice(4)) })));
  const brief = { thread, title: 'Rename it', goal: 'Rename it', repos: names, harness: { id: 'claude', config: {} } };
  record([
    {
      ...{ type: 'thread.created', thread, brief, number: 1 },
      instruction: { id: InstructionId.parse('ins_goal'), kind: 'goal', text: 'Rename it' },
    },
    { type: 'run.started', thread, run, instruction: InstructionId.parse('ins_goal') },
  ]);
  let calls = 0;
  /** What an agent does, as the gate records it; `by` is the person's word where it asked. */
  const act = (command: string, by?: 'allow' | 'deny') => {
    const context = contextOf();
    const call = { id: `c${String((calls += 1))}`, tool: 'Bash', input: { command }, cwd: exampleCwd };
    const action = normalise(call, context);
    const verdict = judge(action, context);
    const summary = summarise(action, (text) => `print-${text}`);
    const judged = { type: 'action.judged', thread, run, action: summary, policy: 'p' } as const;
    record([{ ...judged, verdict } satisfies FactoryEvent]);
    if (by) record([{ ...judged, verdict: { kind: by, rule: verdict.rule, reason: 'the person', by: 'person' } }]);
    return call.id;
  };
  const call = async (name: string, input: unknown) => {
    const answer = await router.handle(own, name, input);
    return answer.ok
      ? (answer.value as Record<string, unknown>)
      : { failed: answer.error.code, message: answer.error.message };
  };
  const only = () => {
    const lesson = state.lessons.at(-1);
    if (!lesson) throw new Error('There is no lesson');
    return lesson;
  };
  return {
    ...{ dataFolder, state, record, act, call, only, learning, room, thread, run },
    pass: (ms: number) => void (at += ms),
    standing: () => standingOf(only(), state, at),
    read: (path: string) => readFileSync(join(dataFolder, path), 'utf8'),
    close: () => learning.stop(),
  };
}

test('a command that was denied three times yields, with no model, a lesson that passes its proof; a yes puts it where agents find it', async () => {
  const { act, call, only, read, standing, close } = await world();
  act('echo x > notes.txt');
  for (const branch of ['one', 'two', 'three']) act(`git push --force origin ${branch}`);
  act('git commit -m "Rename it"');
  await call('lessons.look', {});
  const lesson = only();
  expect(lesson).toMatchObject({ rung: 'skill', diagnosis: 'knowledge', count: 3, place: { kind: 'user' } });
  expect(lesson.files.map(({ path }) => path.split('/').at(-1)).toSorted()).toMatchObject(
    expect.arrayContaining(['SKILL.md', 'pass.json', 'fail.json', 'noop.json']) as string[],
  );
  expect(lesson.proof?.claims.map(({ claim, held }) => [claim, held])).toEqual([
    ['The skill loads', true],
    ['What happened is red', true],
    ['The same without it is green', true],
    ['Doing nothing is red', true],
  ]);
  expect(standing()).toBe('open');
  await call('lessons.accept', { lesson: lesson.id });
  expect(standing()).toBe('watched');
  expect(read(lesson.files[0]?.path ?? '')).toContain('GIT1');
  await close();
});

test('what the person said no to becomes a rule that first only watches, then decides, and goes by its id', async () => {
  const { act, call, only, read, standing, pass, learning, room, state, close } = await world();
  for (const name of ['left-pad', 'left-pad', 'left-pad']) act(`npm install ${name}`, 'deny');
  for (let n = 0; n < 150; n += 1) act(`node build.js ${String(n)}`);
  await call('lessons.look', {});
  expect(only()).toMatchObject({ rung: 'denial', diagnosis: 'forbidden', rule: { verdict: 'deny', shadow: true } });
  expect(only().proof).toMatchObject({ passed: true });
  await call('lessons.accept', { lesson: only().id });
  expect(standing()).toBe('in shadow');
  const judged = async () => {
    const thread = state.threads.get(ThreadId.parse('thr_one'));
    if (!thread) throw new Error('no thread');
    const context = { ...exampleContext };
    const shell = { id: 'x', tool: 'Bash', input: { command: 'npm install left-pad' }, cwd: exampleCwd };
    return judge(normalise(shell, context), context, (await room.policyFor(thread)).policy);
  };
  expect(await judged()).toMatchObject({ kind: 'ask', rule: 'PK1', paused: { kind: 'deny', rule: only().rule?.id } });
  pass(8 * day);
  await learning.look();
  expect(standing()).toBe('watched');
  expect(await judged()).toMatchObject({ kind: 'deny', rule: only().rule?.id });
  await call('lessons.revert', { lesson: only().id });
  expect(standing()).toBe('reverted');
  expect(read('policy.yaml')).not.toContain('left-pad');
  expect(await judged()).toMatchObject({ kind: 'ask', rule: 'PK1' });
  await close();
});

test('a rule that would have stopped 5 % of accepted work is refused, with what it would have stopped', async () => {
  const { act, call, only, thread, close } = await world();
  for (let n = 0; n < 95; n += 1) act(`node build.js ${String(n)}`);
  for (let n = 0; n < 5; n += 1) act('npm install left-pad', 'allow');
  const id = act('npm install left-pad', 'deny');
  await call('lessons.make', { of: { kind: 'action', thread, call: id }, as: 'rule' });
  expect(only().proof?.passed).toBe(false);
  const broken = only().proof?.claims.find(({ held }) => !held);
  expect(broken?.claim).toBe('Of accepted work it stops at most 1 %');
  expect(broken?.text).toContain('5 of 100 accepted actions (5.0 %)');
  expect(broken?.text).toContain('npm install left-pad');
  expect(await call('lessons.accept', { lesson: only().id })).toMatchObject({ failed: 'lesson-unproven' });
  await close();
});

test('a gate that the person answers with yes every time is loosened by a rule of theirs that is proven on what was refused', async () => {
  const { act, call, only, read, close } = await world();
  for (let n = 0; n < 5; n += 1) act('npm install left-pad', 'allow');
  act('npm install is-odd', 'deny');
  await call('lessons.look', {});
  expect(only()).toMatchObject({ diagnosis: 'overridden', place: { kind: 'user' }, rule: { verdict: 'allow' } });
  expect(only().proof).toMatchObject({ passed: true });
  expect(only().proof?.claims.map(({ claim }) => claim)).toContain('No scenario is worse for it');
  await call('lessons.accept', { lesson: only().id });
  expect(read('policy.yaml')).toContain('left-pad');
  await close();
});

test('what was answered is not asked again; at most three wait, and five are accepted a week', async () => {
  const { act, call, only, state, thread, pass, close } = await world();
  for (const command of ['git push --force', 'rm -rf ~/src', 'sudo ls', 'git commit --no-verify -m x'])
    for (let n = 0; n < 3; n += 1) act(command);
  await call('lessons.look', {});
  expect(state.lessons).toHaveLength(3);
  expect(await call('lessons.reject', { lesson: only().id, reason: '' })).toMatchObject({ failed: 'bad-input' });
  await call('lessons.reject', { lesson: only().id, reason: 'They know' });
  await call('lessons.look', {});
  expect(state.lessons).toHaveLength(4);
  for (const { id, answer } of state.lessons) if (!answer) await call('lessons.reject', { lesson: id, reason: 'No' });
  await call('lessons.look', {});
  expect(state.lessons).toHaveLength(4);
  let refused: unknown;
  for (let n = 0; n < 6; n += 1) {
    const denied = act(`npm install pad${'abcdefg'.charAt(n)}`, 'deny');
    await call('lessons.make', { of: { kind: 'action', thread, call: denied }, as: 'rule' });
    refused = await call('lessons.accept', { lesson: only().id });
  }
  expect(refused).toMatchObject({ failed: 'lessons-this-week' });
  pass(8 * day);
  expect(await call('lessons.accept', { lesson: only().id })).not.toHaveProperty('failed');
  await close();
});

test('a lesson that comes back while it is watched goes one rung up, and never to more prose', async () => {
  const { act, call, only, state, learning, pass, close } = await world();
  act('echo x > notes.txt');
  for (let n = 0; n < 3; n += 1) act('git push --force origin one');
  await call('lessons.look', {});
  await call('lessons.accept', { lesson: only().id });
  pass(day);
  await learning.look();
  expect(state.lessons).toHaveLength(1);
  pass(day);
  act('git push --force origin two');
  await learning.look();
  expect(state.lessons).toHaveLength(2);
  expect(only()).toMatchObject({ rung: 'eval', diagnosis: 'drift', after: state.lessons[0]?.id });
  await close();
});

test('a failed check can be made an eval and a skill; what the journal does not tell of cannot', async () => {
  const { act, call, only, record, thread, close } = await world(['rep_a']);
  act('echo x > notes.txt');
  const api = RepoId.parse('rep_a');
  const head = { repo: api, commit: CommitId.parse('a'.repeat(40)) };
  const end = {
    repo: api,
    name: 'lint',
    outcome: 'failed',
    durationMs: 1,
    tail: 'x is unused',
    fingerprint: 'f',
  } as const;
  record([
    {
      type: 'checks.started',
      thread,
      round: 1,
      heads: [head],
      planned: [{ repo: api, name: 'lint', command: 'npm run lint' }],
    },
    { type: 'check.ended', thread, round: 1, end },
    { type: 'checks.ended', thread, round: 1 },
  ]);
  const of = { kind: 'check', thread, round: 1, repo: api, check: 'lint' };
  expect(await call('lessons.make', { of, as: 'eval' })).not.toHaveProperty('failed');
  expect(only().files[0]?.text).toContain('program: npm');
  expect(only().proof).toMatchObject({ passed: true });
  await call('lessons.make', { of, as: 'rule' });
  expect(only()).toMatchObject({ rung: 'skill', title: 'Teach agents to run lint first' });
  expect(await call('lessons.make', { of: { ...of, check: 'no' }, as: 'eval' })).toMatchObject({
    failed: 'incident-not-found',
  });
  expect(await call('lessons.prove', { lesson: LessonId.parse('les_no') })).toMatchObject({
    failed: 'lesson-not-found',
  });
  await close();
});

test('switched off, nothing is drawn by itself; what the person asks for still is', async () => {
  const { act, call, state, thread, close } = await world();
  await call('settings.update', { patch: { learning: false } });
  let last = '';
  for (let n = 0; n < 3; n += 1) last = act('npm install left-pad', 'deny');
  await call('lessons.look', {});
  expect(state.lessons).toHaveLength(0);
  await call('lessons.make', { of: { kind: 'action', thread, call: last }, as: 'rule' });
  expect(state.lessons).toHaveLength(1);
  await close();
});

test('files that somebody changed since are not written over, and what the person edited is tried out anew', async () => {
  const { act, call, only, dataFolder, thread, close } = await world();
  const denied = act('npm install left-pad', 'deny');
  await call('lessons.make', { of: { kind: 'action', thread, call: denied }, as: 'rule' });
  const [file] = only().files;
  const wrong = [{ path: file?.path ?? '', text: 'rules: [{ id: x }]' }];
  expect(await call('lessons.accept', { lesson: only().id, edits: wrong })).toMatchObject({
    failed: 'lesson-unproven',
  });
  mkdirSync(dataFolder, { recursive: true });
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(dataFolder, 'policy.yaml'), 'version: 1\n');
  expect(await call('lessons.accept', { lesson: only().id })).toMatchObject({ failed: 'lesson-outdated' });
  await close();
});
