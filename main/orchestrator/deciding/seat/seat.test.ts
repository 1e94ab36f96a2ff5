import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeModel } from '../../../../e2e/fake-model/fake-model.ts';
import { leftOut } from '../../../../e2e/fake-model/find-program.ts';
import { boardPrint } from '../../../../core/decisions/board-print.ts';
import { proposalsOf } from '../../../../core/decisions/rules.ts';
import { factory } from '../../../../core/decisions/testing/factory.ts';
import { DecisionId, RunId } from '../../../../core/ids.ts';
import { limitOn } from '../../../../core/loop/limits/limit.ts';
import { Authorities } from '../../../../core/model/deciding/decision.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { SeatSetting } from '../../../../core/settings.ts';
import { knownAgents } from '../../../harness/acp/agents.ts';
import { acpHarness } from '../../../harness/acp/index.ts';
import { claudeHarness } from '../../../harness/claude/index.ts';
import { CLAUDE, KEY } from '../../../harness/claude/testing/claude-world.ts';
import type { Harness } from '../../../harness/harness.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import { createBackstop } from '../../surroundings/backstop.ts';
import { fakeHarness } from '../../testing/fake-harness.ts';
import { openSeat } from './seat-office.ts';

const person = { who: 'person', via: 'cli' } as const;
const day = 24 * 60 * 60_000;
let folder = '';
let made = 0;
let full: string | undefined;
const backstop = createBackstop({ setting: () => 'auto', onWarning: () => undefined });
const closing: (() => Promise<void>)[] = [];

beforeEach(() => {
  // Not below /tmp, which a contained program does not see.
  const base = join(homedir(), '.cache', 'teatree', 'tests');
  mkdirSync(base, { recursive: true });
  folder = mkdtempSync(join(base, 'seat-'));
  for (const each of ['home', 'programs']) mkdirSync(join(folder, each));
});
afterEach(async () => {
  full = undefined;
  for (const close of closing.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

type Board = ReturnType<typeof factory>;

function staleBoard(): Board {
  const board = factory();
  board.create('Fix the crash on start');
  board.pass(15 * day);
  return board;
}

/** A board with one stale thread, and the seat over it. */
function world(harness: Harness, setting: SeatSetting | 'off', before?: Pick<Board, 'state' | 'dispatch'>) {
  const board = { ...staleBoard(), ...before };
  const pipe = join(folder, 'programs', 'seat-pipe.mjs');
  const source = readFileSync(join(import.meta.dirname, 'pipe', 'index.ts'), 'utf8');
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(pipe, ts.transpileModule(source, { compilerOptions: options }).outputText);
  const dispatch = (command: Parameters<typeof board.dispatch>[0]) => {
    const code = board.dispatch(command);
    return Promise.resolve(code === 'ok' ? ok([]) : fail({ code, message: code }));
  };
  const said: HarnessEvent[] = [];
  const office = openSeat({
    orchestrator: { state: board.state, dispatch } as never,
    ...{ now: board.now, dataFolder: join(folder, 'data'), pipe, harnesses: [harness], setting: () => setting },
    ...{ backstop, transcripts: { append: (_: string, event: HarnessEvent) => void said.push(event) } },
    noRoom: () => full,
    authorities: () => Authorities.parse({ drop: 'model' }),
    newDecisionId: () => DecisionId.parse(`dec_s${String((made += 1))}`),
    newRunId: () => RunId.parse(`run_seat${String(process.pid)}x${String((made += 1))}`),
  });
  closing.push(office.stop);
  const over = async () => {
    while (board.state.seat.sitting) await new Promise((resolve) => setTimeout(resolve, 20));
    return board.state.seat;
  };
  return { ...board, office, over, said };
}

const on = (harness: string) => ({ harness, everyMinutes: 60 });

/** Each over the scripted model; only where it is installed. Programs join the names of a server and its tools in ways of their own. */
const programs: readonly (readonly [string, string | undefined, (url: string) => Harness])[] = [
  [
    'Claude Code',
    CLAUDE === undefined ? 'Claude Code is not installed' : undefined,
    (url) => claudeHarness({ program: CLAUDE, accountEnv: { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: KEY } }),
  ],
  ...knownAgents
    .filter(({ seatGap }) => seatGap === undefined)
    .map(
      (agent) =>
        [
          agent.title,
          leftOut(agent.id),
          (url: string) => acpHarness(agent, { person: join(folder, 'home'), modelUrl: url }),
        ] as const,
    ),
];

describe.each(programs)('over %s', (_, without, harnessOf) => {
  test('a model reads the board, is denied all tools but the seat’s, corrects itself once, and its answer is taken up', async (context) => {
    if (without !== undefined) return context.skip(without);
    const scenarios: Record<string, []> = {};
    const model = await startFakeModel({ scenarios });
    closing.push(() => model.close());
    const harness = harnessOf(model.url);
    if ((await harness.detect()).state !== 'ready') return context.skip(`${harness.id} is not installed`);
    const named = (tool: string) => `${joints[harness.id] ?? 'mcp__teatree__'}${tool}`;
    const marked: Harness = {
      ...harness,
      async start(options) {
        const session = await harness.start({ ...options, env: { ...options.env, HOME: join(folder, 'home') } });
        return { ...session, prompt: (turn) => session.prompt({ ...turn, text: `${turn.text}\n[[scenario:seat]]` }) };
      },
    };
    const { office, state, over, now, said } = world(marked, on(harness.id));
    const key = proposalsOf(state, now())[0]?.key;
    const drop = {
      ...{ key, action: 'drop', reason: 'Nobody asked for it in two weeks' },
      quote: 'Fix the crash on start',
    };
    const answer = (board: string) => ({ tool: { name: named('decide'), input: { board, decisions: [drop] } } });
    Object.assign(scenarios, {
      seat: [
        { tool: { name: named('board'), input: {} } },
        { shell: `touch ${join(folder, 'done')}` },
        answer('stale'),
        answer(boardPrint(state)),
        { say: 'I have answered.' },
      ],
    });
    expect(await office.ask(person)).toMatchObject({ ok: true });
    const seat = await over();
    expect(seat.last).toMatchObject({ outcome: 'succeeded', by: person });
    expect(seat.last?.contained).toEqual(await containedHere());
    expect(seat.advice).toMatchObject([{ key, choice: { action: 'drop' }, reason: drop.reason }]);
    expect([...state.threads.values()][0]?.dropped).toBeDefined();
    const results = model.results('seat');
    const told = results.join('\n');
    for (const words of ['Fix the crash on start', 'The seat has no tools but its own', 'changed since', '1 decided'])
      expect(told).toContain(words);
    expect(seat.last?.denied).toBeGreaterThan(0);
    expect(() => readFileSync(join(folder, 'done'))).toThrow();
    const kept = said.map((event) => ('text' in event ? event.text : 'reason' in event ? event.reason : '')).join('\n');
    for (const words of ['You have the model', 'I have answered', 'A tool of the seat', 'The seat has no tools but'])
      expect(kept).toContain(words);
  }, 120_000);
});

const joints: Readonly<Record<string, string>> = { codex: '', opencode: 'teatree_' };

/** What is to hold for a program on this machine. */
async function containedHere() {
  const state = await backstop.look();
  return state.kind === 'contained' ? { kind: state.kind, by: state.by } : { kind: state.kind, reason: state.reason };
}

const completed = { outcome: 'completed', summary: 'Hm.' } as const;

test.each([
  ['gives no answer', fakeHarness(async () => completed).harness, 'failed'],
  ['does not prove its gate', fakeHarness(async () => completed, { unproven: true }).harness, 'ungated'],
  ['dies', fakeHarness(({ crash }) => (crash(), new Promise(() => undefined))).harness, 'crashed'],
])(
  'a program that %s leaves the rules’ answers as they are, and nothing of it is left',
  async (_, harness, outcome) => {
    const { office, over, state } = world(harness, on('fake'));
    expect(await office.ask(person)).toMatchObject({ ok: true });
    expect(await office.ask(person)).toMatchObject({ ok: false, error: { code: 'seat-taken' } });
    const seat = await over();
    expect(seat).toMatchObject({ last: { outcome }, advice: [] });
    expect([...state.threads.values()][0]?.dropped).toBeUndefined();
    expect(readdirSync(join(folder, 'data', 'seat'))).toEqual([]);
  },
);

test('what a sitting hears of limits brakes the fleet like what a run hears, retries among it, and its answer lifts it', async () => {
  const limits: unknown[] = [];
  const { harness } = fakeHarness(async ({ start: { callbacks } }) => {
    for (let n = 0; n < 3; n += 1) callbacks.onEvent({ type: 'limit', kind: 'retry', message: '529 overloaded' });
    limits.push(limitOn(board.state.limits, 'fake'));
    callbacks.onEvent({ type: 'tool-call', call: { id: 'c', tool: 'board', input: {}, cwd: '/' } });
    limits.push(limitOn(board.state.limits, 'fake'));
    callbacks.onEvent({ type: 'limit', kind: 'quota', message: 'The usage limit is reached' });
    return { outcome: 'failed', summary: 'Stopped at the usage limit' };
  });
  const board = world(harness, on('fake'));
  expect(await board.office.ask(person)).toMatchObject({ ok: true });
  expect(await board.over()).toMatchObject({ last: { outcome: 'limited', reason: 'Stopped at the usage limit' } });
  expect(limits).toMatchObject([{ kind: 'overload', title: 'Fake' }, undefined]);
  expect(limitOn(board.state.limits, 'fake')).toMatchObject({ kind: 'quota' });
  expect(await board.office.ask(person)).toMatchObject({ error: { code: 'harness-limited' } });
});

test('a model is asked only where there is room for its program, and never one that cannot be held to the tools of the seat', async () => {
  const { harness, prompts } = fakeHarness(async () => completed);
  const { office } = world(harness, on('fake'));
  full = '3 of 3 places are taken';
  expect(await office.ask(person)).toMatchObject({ error: { code: 'no-room', message: '3 of 3 places are taken' } });
  full = undefined;
  const loose = { ...harness, traits: { seatGap: 'its gate is not proven' } };
  expect(await world(loose, on('fake')).office.ask(person)).toMatchObject({
    error: { code: 'harness-unfit', message: 'Fake cannot have the seat: its gate is not proven' },
  });
  expect(prompts()).toBe(0);
});

test('nobody is asked where no model has the seat, where there is no such harness, and about nothing', async () => {
  const { harness } = fakeHarness(async () => completed);
  expect(await world(harness, 'off').office.ask(person)).toMatchObject({ error: { code: 'seat-off' } });
  expect(await world(harness, on('none')).office.ask(person)).toMatchObject({ error: { code: 'harness-unknown' } });
  const decided = world(harness, on('fake'));
  decided.answer((rules) => rules);
  expect(await decided.office.ask(person)).toMatchObject({ error: { code: 'nothing-proposed' } });
});

test('a sitting ends when the app stops, and one that an earlier life began is over', async () => {
  const stays = fakeHarness(() => new Promise(() => undefined)).harness;
  const { office, state, dispatch } = world(stays, on('fake'));
  await office.ask(person);
  await office.stop();
  expect(state.seat.last).toMatchObject({ outcome: 'interrupted', reason: 'Teatree was closed' });
  const begun = { run: RunId.parse('run_before'), harness: { id: 'fake', config: {} }, about: [], by: person };
  dispatch({ type: 'seat.record', event: { type: 'seat.asked', ...begun } });
  const later = world(stays, on('fake'), { state, dispatch });
  await later.over();
  expect(state.seat.last).toMatchObject({ run: 'run_before', outcome: 'interrupted' });
});
