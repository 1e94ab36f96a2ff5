import { writeSync } from 'node:fs';
import type { Instruction } from '../../../../core/model/instruction.ts';
import { parseJson } from '../../../../core/parse-json.ts';
import { lineSplitter } from '../../../process/lines.ts';
import { connectParent } from '../../recipe/agent/parent.ts';
import { ToAgent } from '../../recipe/protocol.ts';
import type { Start } from '../../recipe/protocol.ts';
import { play } from './play.ts';

// The scripted agent: a program of its own that speaks the recipe agent's protocol and makes the calls of a recording.

const MAX_LINE = 64 * 1024 * 1024;
const parent = connectParent((line) => void process.stdout.write(`${line}\n`));
const stop = new AbortController();
let ready: Start | undefined;

const lines = lineSplitter(MAX_LINE, ({ text, truncated }) => {
  const message = truncated ? undefined : ToAgent.safeParse(parseJson(text)).data;
  if (message === undefined) return complain(`not a message of the protocol: ${text.slice(0, 200)}`);
  void receive(message);
});
process.stdin.on('data', (chunk: Buffer) => lines.write(chunk));
process.stdin.on('end', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));

async function receive(message: ToAgent): Promise<void> {
  switch (message.type) {
    case 'permission':
      return parent.onPermission(message.call, message.answer);
    case 'start':
      return begin(message);
    case 'prompt':
      return turn(message.instruction);
    case 'cancel':
      return stop.abort();
    case 'end':
      return process.exit(0);
    default:
      return undefined;
  }
}

/** The gate is proven before anything is done: it denies the canary, or the agent does not start. */
async function begin(start: Start): Promise<void> {
  const call = { id: 'canary', tool: 'shell', input: { command: start.canary }, cwd: start.workspace };
  const answer = await parent.permission(call, { signal: stop.signal, edit: false });
  if (answer?.kind === 'deny') {
    ready = start;
    return parent.send({ type: 'ready', session: 'replay' });
  }
  parent.send({ type: 'cannot-start', code: 'ungated', message: 'The gate did not deny the canary' });
}

async function turn({ id, text }: Instruction): Promise<void> {
  if (ready === undefined) return complain('prompt before start');
  parent.tell({ type: 'turn-started', instruction: id });
  const end = await play({ parent, start: ready, told: text, signal: stop.signal }).catch((error: unknown) => ({
    outcome: 'failed' as const,
    summary: `cannot be played: ${error instanceof Error ? error.message : String(error)}`,
  }));
  parent.tell({ type: 'turn-ended', ...end });
  parent.send({ type: 'turn-ended', instruction: id, ...end });
}

function complain(text: string): void {
  writeSync(2, `replay-agent: ${text}\n`);
}
