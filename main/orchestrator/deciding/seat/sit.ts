import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { orderText } from '../../../../core/decisions/seat/order-text.ts';
import { canaryOf } from '../../../../core/gates/rules/factory/canary.ts';
import { InstructionId } from '../../../../core/ids.ts';
import type { RunId } from '../../../../core/ids.ts';
import { addUsage } from '../../../../core/model/run.ts';
import type { HarnessChoice, RunOutcome, Usage } from '../../../../core/model/run.ts';
import { HarnessFailure } from '../../../harness/harness-failure.ts';
import type { Harness, StartOptions } from '../../../harness/harness.ts';
import { cleanEnvironment } from '../../../process/environment.ts';
import { killTree } from '../../../process/kill-tree.ts';
import type { Brake } from '../../surroundings/brake.ts';
import { openDesk } from './desk.ts';
import type { SeatDesk } from './desk.ts';
import { seatGate, serverName } from './gate.ts';
import type { SeatGate } from './gate.ts';
import { serveTools } from './serve.ts';
import type { AnswerDesk } from './take-answer.ts';

export type SittingParts = AnswerDesk & {
  readonly dataFolder: string;
  /** The built program that leads a harness to the tools of the seat. */
  readonly pipe: string;
  /** The app stops. */
  readonly ended: AbortSignal;
  readonly brake: Brake;
};

/** How a sitting ended, and what it used. */
export type SittingEnd = {
  readonly outcome: RunOutcome;
  readonly reason: string;
  readonly usage: Usage | undefined;
  readonly denied: number;
};

export type Asked = { readonly run: RunId; readonly harness: Harness; readonly choice: HarnessChoice };

/** One turn over a board takes a minute; a model that thinks longer does not come to an end. */
const longestMs = 5 * 60_000;

/**
 * Gives a model the seat for one turn: an empty folder, the seat's own tools, and a gate that denies all else. Whatever
 * happens, the rules' answers stand. Never rejects.
 */
export async function sit(parts: SittingParts, asked: Asked): Promise<SittingEnd> {
  const folder = join(parts.dataFolder, 'seat', asked.run);
  const desk = openDesk(parts, asked.run);
  const gate = seatGate(
    asked.run,
    desk.tools.map(({ name }) => name),
  );
  const heard: Heard = { usage: undefined };
  try {
    for (const part of ['work', 'state', 'scratch']) await mkdir(join(folder, part), { recursive: true, mode: 0o700 });
    const end = await listen(parts, { ...asked, folder, desk, gate, heard });
    const answered = await desk.close();
    const silent = end.outcome === 'succeeded' && answered === undefined;
    const said: End = silent ? { outcome: 'failed', reason: 'It ended without an answer' } : end;
    return { ...parts.brake.blame(asked.run, said), usage: heard.usage, denied: gate.denied() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const broken: End = { outcome: outcomeOf(error), reason };
    return { ...parts.brake.blame(asked.run, broken), usage: heard.usage, denied: gate.denied() };
  } finally {
    await clearSeat(parts.dataFolder, asked.run);
  }
}

/** Nothing of a sitting is left: no program and no file. */
export async function clearSeat(dataFolder: string, run: RunId): Promise<void> {
  await killTree({ marker: run });
  await rm(join(dataFolder, 'seat', run), { recursive: true, force: true });
}

type Heard = { usage: Usage | undefined };
type Sitting = Asked & {
  readonly folder: string;
  readonly desk: SeatDesk;
  readonly gate: SeatGate;
  readonly heard: Heard;
};
type End = Pick<SittingEnd, 'outcome' | 'reason'>;

/** Starting it and its turn together: a program that hangs holds neither the seat nor the app. */
async function listen(parts: SittingParts, sitting: Sitting): Promise<End> {
  const { gate, folder, desk } = sitting;
  const served = await serveTools(folder, desk.tools);
  const over = new AbortController();
  const turn = startAndPrompt(parts, sitting, startOf(parts, sitting, served.file));
  try {
    return await Promise.race([
      turn,
      gate.ungated.then((reason): End => ({ outcome: 'ungated', reason })),
      tooLong(over.signal),
      aborted(parts.ended),
    ]);
  } finally {
    over.abort();
    // What it says after its end is of no interest: its processes are ended by their mark.
    turn.catch(() => undefined);
    await served.close();
  }
}

async function startAndPrompt({ authorities }: SittingParts, sitting: Sitting, start: StartOptions): Promise<End> {
  const session = await sitting.harness.start(start);
  if (!sitting.gate.proven())
    return { outcome: 'ungated', reason: 'The canary did not reach the gate, so nothing says that the gate works' };
  const id = InstructionId.parse(`ins_${sitting.run.slice('run_'.length)}`);
  const { outcome, summary } = await session.prompt({ id, kind: 'goal', text: orderText(authorities()) });
  if (outcome === 'completed') await session.end();
  return { outcome: outcomes[outcome], reason: summary };
}

async function tooLong(signal: AbortSignal): Promise<End> {
  await sleep(longestMs, undefined, { ref: false, signal }).catch(() => undefined);
  return { outcome: 'failed', reason: 'It had no answer after five minutes' };
}

const outcomes = { completed: 'succeeded', failed: 'failed', interrupted: 'interrupted', refused: 'refused' } as const;

function startOf({ pipe, brake }: SittingParts, sitting: Sitting, tools: string): StartOptions {
  const { run, folder, choice, gate, heard } = sitting;
  return {
    ...{ run, workspace: join(folder, 'work'), repos: [], session: undefined, state: join(folder, 'state') },
    ...{ canary: canaryOf(run), config: choice.config, containment: undefined },
    env: cleanEnvironment({ TMPDIR: join(folder, 'scratch') }),
    tools: { name: serverName, command: process.execPath, args: [pipe, tools], env: { ELECTRON_RUN_AS_NODE: '1' } },
    callbacks: {
      onEvent(event) {
        gate.traced(event);
        brake.saw({ thread: undefined, harness: choice.id, run }, event);
        if (event.type === 'usage') heard.usage = addUsage(heard.usage, event);
      },
      permission: gate.permission,
      question: () => Promise.reject(new Error('Nobody answers questions here')),
    },
  };
}

function aborted(signal: AbortSignal): Promise<End> {
  const end: End = { outcome: 'interrupted', reason: 'Teatree was closed' };
  if (signal.aborted) return Promise.resolve(end);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(end), { once: true });
  });
}

function outcomeOf(error: unknown): RunOutcome {
  if (!(error instanceof HarnessFailure)) return 'crashed';
  return error.code === 'ungated' ? 'ungated' : 'failed';
}
