import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { Line } from '../../../process/lines.ts';
import { startProcess } from '../../../process/start-process.ts';
import type { RunningProcess } from '../../../process/start-process.ts';
import type { StartOptions } from '../../harness.ts';
import type { Launch } from '../launch/launch.ts';
import { openRequests } from './requests.ts';
import type { Fields, Requests } from './requests.ts';
import { Asked, readLine } from './wire.ts';
import type { Message, Said } from './wire.ts';

/** The program's process, spoken to in its control protocol. */
export type ClaudeProcess = Pick<RunningProcess, 'identity' | 'kill' | 'closeInput'> & {
  /** A control request of ours. Fails when the program says no, or is gone. */
  readonly request: Requests['ask'];
  /** A message of the person; the model has it when the program repeats it with this uuid. */
  say(text: string, uuid: string): void;
  /** Resolves when the process and what it started are gone, to how it ended and its last words. */
  readonly gone: Promise<string>;
};

export type ClaudeListener = {
  onMessage(message: Message): void;
  /** Something came that nobody understands. */
  onNoise(text: string): void;
  /** The answer to a request of the program; undefined: none. A rejection is told to the program as an error. */
  answer(asked: Asked): Promise<Fields | undefined>;
};

const MAX_LINE = 32 * 1024 * 1024;
const LAST_WORDS = 2000;

export async function startClaude(
  launch: Launch,
  start: StartOptions,
  listener: ClaudeListener,
): Promise<Result<ClaudeProcess>> {
  const running: { agent?: RunningProcess } = {};
  const send = (message: unknown) => void running.agent?.write(JSON.stringify(message));
  const requests = openRequests(send);
  const onLine = readerOf({ listener, requests, send });
  let lastWords = '';
  const started = await startProcess({
    file: launch.program,
    args: launch.args,
    cwd: start.workspace,
    env: launch.env,
    marker: launch.marker,
    secret: launch.secret,
    containment: launch.containment,
    maxLine: MAX_LINE,
    onLine: (line, stream) => {
      if (stream === 'stdout') onLine(line);
      else lastWords = `${lastWords}${line.text}\n`.slice(-LAST_WORDS);
    },
  });
  if (!started.ok) return started;
  const agent = (running.agent = started.value);
  // A killed agent cannot take its commands with it, so we do, before anyone hears that it died.
  const gone = agent.exit.then(async (exit) => {
    await agent.kill();
    const how = `Claude Code ended (${exit.signal ?? `exit code ${exit.exitCode ?? 'unknown'}`})${wordsOf(lastWords)}`;
    requests.close(how);
    return how;
  });
  return ok({
    identity: agent.identity,
    kill: agent.kill,
    closeInput: agent.closeInput,
    request: requests.ask,
    gone,
    say: (text, uuid) => {
      const content = [{ type: 'text', text }];
      send({
        ...{ type: 'user', message: { role: 'user', content }, parent_tool_use_id: null, session_id: '' },
        ...{ uuid, priority: 'next' },
      });
    },
  });
}

type Ends = { readonly listener: ClaudeListener; readonly requests: Requests; send(message: unknown): void };

function readerOf({ listener, requests, send }: Ends) {
  return ({ text, truncated }: Line): void => {
    if (text.trim() === '') return;
    const read = truncated ? ({ kind: 'broken', why: 'longer than any message' } as const) : readLine(text);
    if (read.kind === 'unknown') return;
    if (read.kind === 'broken') return listener.onNoise(`${read.why}: ${text.slice(0, 200)}`);
    const { message } = read;
    if (message.type === 'control_response') return requests.settle(message);
    if (message.type !== 'control_request') return listener.onMessage(message);
    void answerRequest(message, listener).then((response) => response && send({ type: 'control_response', response }));
  };
}

/** A request that we do not know is refused, so that the program does not wait for ever. */
async function answerRequest({ request_id, request }: Said<'control_request'>, listener: ClaudeListener) {
  const asked = Asked.safeParse(request);
  if (!asked.success)
    return { subtype: 'error', request_id, error: `Teatree does not know ${String(request.subtype)}` };
  try {
    const response = await listener.answer(asked.data);
    return response && { subtype: 'success', request_id, response };
  } catch (error) {
    return { subtype: 'error', request_id, error: `The gate failed: ${String(error)}` };
  }
}

function wordsOf(text: string): string {
  return text.trim() === '' ? '' : `:\n${text.trim()}`;
}
