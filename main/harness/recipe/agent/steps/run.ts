import type { Work } from '../../../../../core/model/recipe/step.ts';
import { askLeave, callOf, tellResult } from './action.ts';
import type { Action, ActionEnd } from './action.ts';
import { runShell } from '../command.ts';

const MAX_SHOWN = 64 * 1024;
const TAIL = 2000;

/** At least once: a command that a crash cut off is run again, under the same call id. */
export async function performRun(action: Action, { command: own, timeout }: RunWork): Promise<ActionEnd> {
  const call = callOf(action, { tool: 'shell', input: { command: own } });
  const leave = await askLeave(action, call, { edit: true });
  if (leave.kind !== 'given') return leave;
  const command = leave.command ?? own;
  await action.session.record(action.id, { state: 'running', attempt: action.attempt });
  const output = boundedOutput((text) => action.parent.tell({ type: 'tool-output', call: call.id, text }));
  const { cwd, env, signal } = action;
  const ran = await runShell({ command, cwd, env, signal, timeoutMs: timeout * 1000, onOutput: output.write });
  const durationMs = ran.ok ? ran.value.durationMs : 0;
  const end = endOf(action, { command, timeout, ran, tail: output.tail() });
  const summary = end.kind === 'done' ? end.note : end.kind === 'interrupted' ? 'interrupted' : end.message;
  tellResult(action, call, { ok: end.kind === 'done', summary, durationMs });
  return end;
}

type RunWork = Extract<Work, { kind: 'run' }>['with'];
type Ran = RunWork & { readonly ran: Awaited<ReturnType<typeof runShell>>; readonly tail: string };

function endOf(action: Action, { command, timeout, ran, tail }: Ran): ActionEnd {
  if (action.signal.aborted) return { kind: 'interrupted' };
  if (!ran.ok) return { kind: 'failed', message: ran.error.message };
  const { exitCode, signal, timedOut } = ran.value;
  if (exitCode === 0 && !timedOut) return { kind: 'done', note: `ran ${firstLine(command)}` };
  const how = timedOut
    ? `did not end within ${timeout} s`
    : exitCode === undefined
      ? `was ended by ${signal}`
      : `exited ${exitCode}`;
  return { kind: 'failed', message: `${firstLine(command)} ${how}${tail.trim() === '' ? '' : `:\n${tail.trim()}`}` };
}

/** Passes on the beginning, and keeps the end for the message when the command fails. */
function boundedOutput(show: (text: string) => void) {
  let shown = 0;
  let tail = '';
  return {
    write: (text: string): void => {
      tail = (tail + text).slice(-TAIL);
      if (shown >= MAX_SHOWN) return;
      const room = MAX_SHOWN - shown;
      shown += text.length;
      show(shown < MAX_SHOWN ? text : `${text.slice(0, room)}\n… more output is not shown\n`);
    },
    tail: () => tail,
  };
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
