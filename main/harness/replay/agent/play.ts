import { stage } from '../../../../core/evals/grading/recording.ts';
import { moved } from '../../../../core/evals/replay/placed.ts';
import type { Move } from '../../../../core/evals/replay/placed.ts';
import { partFor, Script } from '../../../../core/evals/replay/script.ts';
import { ToolCall } from '../../../../core/model/action.ts';
import type { TurnOutcome } from '../../../../core/model/harness-event.ts';
import type { Parent } from '../../recipe/agent/parent.ts';
import { askGit } from '../../recipe/agent/command.ts';
import type { Start } from '../../recipe/protocol.ts';
import { doCall } from './do-call.ts';

export type Played = {
  readonly parent: Parent;
  readonly start: Start;
  /** What the agent is told, its brief included. */
  readonly told: string;
  readonly signal: AbortSignal;
};

type End = { readonly outcome: TurnOutcome; readonly summary: string };

/** Makes the calls one after the other. What is denied is not done, and the next call is made all the same. */
export async function play({ parent, start, told, signal }: Played): Promise<End> {
  const script = Script.parse(JSON.parse(start.recipe));
  const part = partFor(script, [told, start.inputs['skills'] ?? '']);
  const env = ownEnvironment();
  const moves = [...script.moves, ...(await movesTo(start, env))];
  for (const { verdict: _, ...recorded } of part.calls) {
    const call = ToolCall.parse(moved(recorded, moves));
    parent.tell({ type: 'tool-call', call });
    const began = performance.now();
    const answer = await parent.permission(call, { signal, edit: false });
    if (answer === undefined) return { outcome: 'interrupted', summary: 'The turn was stopped' };
    const done = answer.kind === 'allow' ? await doCall(call, { env, signal }) : { ok: false, output: answer.message };
    if (done.output !== '') parent.tell({ type: 'tool-output', call: call.id, text: done.output });
    const durationMs = performance.now() - began;
    const ran = answer.kind === 'allow' ? {} : { ran: false };
    const summary = `${call.tool} ${done.ok ? 'ended' : 'failed'}`;
    parent.tell({ type: 'tool-result', call: call.id, ok: done.ok, summary, durationMs, ...ran });
  }
  const summary = part.reply === '' ? 'Done' : part.reply;
  return { outcome: part.ending === 'gave-up' ? 'refused' : 'completed', summary };
}

/** From the places of the recording to where this agent was started. */
async function movesTo({ workspace, repos }: Start, env: Readonly<Record<string, string>>): Promise<Move[]> {
  const [first] = repos;
  const asked = first && (await askGit(first.path, ['branch', '--show-current'], env));
  return [
    [stage.workspace, workspace],
    [stage.scratch, env['TMPDIR'] ?? ''],
    [stage.home, env['HOME'] ?? ''],
    [stage.branch, asked?.stdout.trim() ?? stage.branch],
  ];
}

/** Commands get what the agent got, except for what made Electron act as Node. */
function ownEnvironment(): Record<string, string> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('ELECTRON_'));
  return Object.fromEntries(own) as Record<string, string>;
}
