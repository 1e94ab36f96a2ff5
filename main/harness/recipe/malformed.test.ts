import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { InstructionId } from '../../../core/ids.ts';
import type { HarnessEvent } from '../../../core/model/harness-event.ts';
import type { HarnessSession } from '../harness.ts';
import { recipeConfig } from './config.ts';
import { recipeHarness } from './index.ts';

type Told = { readonly error?: RegExp; readonly text?: string };

/** Streams that the recipe agent should not write. In all of them the turn ends in order, and what was odd is told. */
const survived: readonly (readonly [name: string, script: string, told: Told])[] = [
  ['no JSON', `await raw('Segmentation fault\\n');`, { error: /Segmentation/ }],
  ['half a message', `await raw('{"type":"event","ev\\n');`, { error: /Ignored a line/ }],
  ['an empty line', `await raw('\\n');`, { error: /Ignored a line/ }],
  ['a list', `await raw('[1,2]\\n');`, { error: /Ignored a line/ }],
  ['nothing but null', `await raw('null\\n');`, { error: /Ignored a line/ }],
  ['an empty object', `await raw('{}\\n');`, { error: /Ignored a line/ }],
  ['bytes that are no UTF-8', `await raw(Buffer.from([0xff, 0xfe, 0x80, 10]));`, { error: /Ignored a line/ }],
  ['zeros and control characters', `await raw('\\u0000\\u001b[2J\\n');`, { error: /Ignored a line/ }],
  ['lists in lists', `await raw('{"type":"event","event":' + nested(100_000) + '}\\n');`, { error: /Ignored a line/ }],
  ['a message of a later version', `await say({ type: 'dance' });`, { error: /dance/ }],
  ['an event of a later version', `await tell({ type: 'hologram' });`, { error: /hologram/ }],
  ['an event without its fields', `await tell({ type: 'text' });`, { error: /Ignored a line/ }],
  ['a duration below nothing', `await tell({ ...result('c'), durationMs: -1 });`, { error: /Ignored a line/ }],
  ['a cost that is no number', `await tell({ type: 'usage', inputTokens: 'x' });`, { error: /Ignored a line/ }],
  ['a call with an id that is too long', `await tell(callOf('i'.repeat(5000)));`, { error: /Ignored a line/ }],
  [
    'a line of 50 MB',
    `for (let i = 0; i < 50; i++) await raw(mega); await raw('\\n'); await text('After.');`,
    { error: /Ignored a line from the recipe agent: x/, text: 'After.' },
  ],
  [
    'characters split over chunks',
    `for (const byte of Buffer.from(line(words('Grüße 🍵')))) await raw(Buffer.from([byte]));`,
    { text: 'Grüße 🍵' },
  ],
  ['other line ends', `await raw(line(words('CR')).replace('\\n', '\\r\\n'));`, { text: 'CR' }],
  ['a result without a call', `await tell(result('ghost'));`, {}],
  [
    'a result before its call, and twice',
    `await tell(result('c')); await tell(callOf('c')); await tell(result('c'));`,
    {},
  ],
  ['readiness a second time', `await say({ type: 'ready', session: 'other' });`, {}],
  ['that it cannot start, too late', `await say({ type: 'cannot-start', code: 'x', message: 'y' });`, {}],
  [
    'the end of a turn that nobody began',
    `await say({ type: 'turn-ended', instruction: 'ins_x', outcome: 'failed', summary: '' });`,
    {},
  ],
  ['its end twice', `await end();`, {}],
  ['a thousand lines of junk', `await raw('junk\\n'.repeat(1000));`, { error: /More of this kind is not told$/ }],
];

const FLOODS = `for (let i = 0; i < 100; i++) { await raw(mega); process.stderr.write(mega); } await raw('\\n');`;

const PRELUDE = `
const mega = 'x'.repeat(1024 * 1024);
const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth);
const raw = (bytes) => new Promise((resolve) => process.stdout.write(bytes, resolve));
const line = (message) => JSON.stringify(message) + '\\n';
const say = (message) => raw(line(message));
const tell = (event) => say({ type: 'event', event });
const words = (text) => ({ type: 'event', event: { type: 'text', text } });
const text = (said) => say(words(said));
const callOf = (id) => ({ type: 'tool-call', call: { id, tool: 'shell', input: {}, cwd: '/' } });
const result = (call) => ({ type: 'tool-result', call, ok: true, summary: '', durationMs: 1 });
let turn;
const end = () => say({ type: 'turn-ended', instruction: turn, outcome: 'completed', summary: 'Done.' });
import { createInterface } from 'node:readline';
createInterface({ input: process.stdin }).on('line', async (said) => {
  const message = JSON.parse(said);
  if (message.type === 'end') process.exit(0);
  if (message.type !== 'prompt') return;
  turn = message.instruction.id;
  await plays[message.instruction.text]();
  await end();
});
await say({ type: 'ready', session: 'rcp_1' });
`;

let folder: string;
let session: HarnessSession;
let turns = 0;
const events: HarnessEvent[] = [];

// One session for all: it has to be standing for the next.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'teatree-malformed-'));
  const scripts = [...survived, ['floods', FLOODS] as const];
  const plays = scripts.map(([name, script]) => `${JSON.stringify(name)}: async () => { ${script} }`);
  const agent = join(folder, 'agent.mjs');
  writeFileSync(agent, `const plays = {\n${plays.join(',\n')}\n};\n${PRELUDE}`);
  session = await recipeHarness({ agent }).start({
    ...{ run: `run_${folder.slice(-6)}`, workspace: folder, repos: [], session: undefined, state: folder, canary: '' },
    config: recipeConfig({ recipe: 'title: T\nsteps: [{ run: a }]', file: 'r.yaml', inputs: {} }),
    env: { PATH: process.env.PATH ?? '' },
    containment: undefined,
    callbacks: {
      onEvent: (event) => void events.push(event),
      permission: () => Promise.resolve({ kind: 'allow' }),
      question: () => Promise.resolve(''),
    },
  });
});
beforeEach(() => void (events.length = 0));
afterAll(async () => {
  await session.kill();
  rmSync(folder, { recursive: true, force: true });
});

const prompt = (text: string) =>
  session.prompt({ id: InstructionId.parse(`ins_${String((turns += 1))}`), kind: 'goal', text });

test.each(survived)('%s leaves the session standing', async (name, _script, told) => {
  expect(await prompt(name)).toEqual({ outcome: 'completed', summary: 'Done.' });
  const errors = events.flatMap((event) => (event.type === 'error' ? [event.message] : []));
  if (told.error) expect(errors.at(-1)).toMatch(told.error);
  else expect(errors).toEqual([]);
  expect(events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join('')).toBe(told.text ?? '');
});

test('an agent that floods the app costs it no more memory than a line', async () => {
  const before = process.memoryUsage().rss;
  expect(await prompt('floods')).toMatchObject({ outcome: 'completed' });
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
});
