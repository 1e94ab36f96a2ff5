import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolCall } from '../../../../core/model/action.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import type { HarnessSession } from '../../harness.ts';
import { goalOf } from './goal.ts';
import { prepareOwnFolder } from '../launch/own-folder.ts';
import { openSession } from '../session.ts';

/**
 * A program that sets its gate up as Claude Code does, and then says what the script of that name lets it. In it: `say(line)`
 * writes a line, `raw(bytes)` bytes, `end(result)` an orderly result, and `answered` resolves to the next answer to a request.
 */
export async function scriptedSession(scripts: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'teatree-scripted-'));
  const program = join(folder, 'program');
  const plays = Object.entries(scripts).map(([name, script]) => `${JSON.stringify(name)}: async () => {\n${script}\n}`);
  writeFileSync(program, `#!${process.execPath}\n${PRELUDE}\nconst plays = {\n${plays.join(',\n')}\n};\n`);
  chmodSync(program, 0o755);
  const events: HarnessEvent[] = [];
  const calls: ToolCall[] = [];
  const start = {
    ...{ run: `run_${folder.slice(-6)}`, workspace: folder, repos: [], session: undefined, state: folder, canary: '' },
    ...{ config: {}, containment: undefined, env: { PATH: process.env.PATH ?? '' } },
    callbacks: {
      onEvent: (event: HarnessEvent) => void events.push(event),
      permission: (call: ToolCall) => {
        calls.push(call);
        return Promise.resolve({ kind: 'deny', message: 'no' } as const);
      },
      question: () => Promise.resolve(''),
    },
  };
  const parts = { program, start, account: { loginFolder: '' }, folder: prepareOwnFolder({ state: folder, env: {} }) };
  const session: HarnessSession = await openSession(parts, { flag: ['--session-id', 'x'], withinMs: 20_000 });
  return {
    ...{ session, events, calls },
    errors: () => events.flatMap((event) => (event.type === 'error' ? [event.message] : [])),
    texts: () => events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join(''),
    /** Also forgets what was told before. */
    prompt: (name: string) => {
      [events.length, calls.length] = [0, 0];
      return session.prompt(goalOf(name));
    },
    dispose: async () => {
      await session.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const PRELUDE = `
const { setTimeout: sleep } = require('node:timers/promises');
const raw = (bytes) => new Promise((resolve) => process.stdout.write(bytes, resolve));
const say = (line) => raw(JSON.stringify(line) + '\\n');
const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth);
const end = (result = {}) => say({ type: 'result', subtype: 'success', is_error: false, result: 'Done.', ...result });
const text = (words) => say({ type: 'assistant', message: { id: 'm', content: [{ type: 'text', text: words }] } });
const hook = (id, name, input) => say({ type: 'control_request', request_id: 'q-' + id, request: { subtype: 'hook_callback', callback_id: 'gate', input: { tool_name: name, tool_input: input, tool_use_id: id, cwd: '/w' } } });
let tell; let answered = new Promise((resolve) => (tell = resolve));
require('node:readline').createInterface({ input: process.stdin }).on('line', async (line) => {
  const message = JSON.parse(line);
  if (message.type === 'control_response') { tell(message.response); answered = new Promise((resolve) => (tell = resolve)); }
  if (message.type === 'control_request') {
    const response = { hooks_applied: true, hook_on_failure_supported: true };
    await say({ type: 'control_response', response: { subtype: 'success', request_id: message.request_id, response } });
  }
  if (message.type === 'user') {
    await say({ type: 'user', isReplay: true, uuid: message.uuid, message: message.message });
    await plays[message.message.content[0].text]();
  }
}).on('close', () => process.exit(0));`;
