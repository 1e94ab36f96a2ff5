import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { canaryOf } from '../../../../core/gates/rules/factory/canary.ts';
import { InstructionId } from '../../../../core/ids.ts';
import type { RunId } from '../../../../core/ids.ts';
import type { HarnessEvent } from '../../../../core/model/harness-event.ts';
import { addUsage } from '../../../../core/model/run.ts';
import type { Contained, HarnessChoice, RunOutcome, Usage } from '../../../../core/model/run.ts';
import { HarnessFailure } from '../../../harness/harness-failure.ts';
import type { Harness, StartOptions } from '../../../harness/harness.ts';
import { cleanEnvironment } from '../../../process/environment.ts';
import { killTree } from '../../../process/kill-tree.ts';
import { cacheEnvironment } from '../../../workspace/containment.ts';
import type { Backstop } from '../../surroundings/backstop.ts';
import { containSeat } from './contain-seat.ts';
import { seatGate, serverName } from './gate.ts';
import type { SeatGate } from './gate.ts';
import type { SeatTool } from './protocol.ts';
import { serveTools } from './serve.ts';
import type { ServedTools } from './serve.ts';

export type TurnParts = {
  readonly dataFolder: string;
  /** The built program that leads a harness to the tools of the seat. */
  readonly pipe: string;
  /** The app stops. */
  readonly ended: AbortSignal;
  readonly backstop: Pick<Backstop, 'look' | 'prove'>;
  /** Repos of the person, for what contains the program. */
  readonly clones: readonly string[];
};

export type Asked = { readonly run: RunId; readonly harness: Harness; readonly choice: HarnessChoice };

/** What is asked, with which tools, and who hears what is said. */
export type SeatTurn = Asked & {
  readonly text: string;
  readonly tools: readonly SeatTool[];
  say(event: HarnessEvent): void;
  /** Hears what the program itself tells. */
  saw(event: HarnessEvent): void;
};

/** How it ended, and what it used. */
export type SittingEnd = End & {
  readonly usage: Usage | undefined;
  readonly denied: number;
  readonly contained: Contained | undefined;
};

/** One turn over a board takes a minute; a model that thinks longer does not come to an end. */
const longestMs = 5 * 60_000;
const connectMs = 15_000;

/** Gives a model one turn: an empty folder, tools of ours, and a gate that denies all else. Never rejects. */
export async function takeTurn(parts: TurnParts, turn: SeatTurn): Promise<SittingEnd> {
  const folder = join(parts.dataFolder, 'seat', turn.run);
  const names = turn.tools.map(({ name }) => name);
  const gate = seatGate(turn.run, names, (call, { verdict, reason }) =>
    turn.say({ type: 'permission', call: call.id, verdict, rule: 'SEAT', reason }),
  );
  const heard: Heard = { usage: undefined, contained: undefined };
  const ended = (end: End) => ({ ...end, ...heard, denied: gate.denied() });
  try {
    for (const part of ['work', 'state', 'scratch']) await mkdir(join(folder, part), { recursive: true, mode: 0o700 });
    return ended(await listen(parts, { ...turn, folder, gate, heard }));
  } catch (error) {
    return ended({ outcome: outcomeOf(error), reason: error instanceof Error ? error.message : String(error) });
  } finally {
    await clearSeat(parts.dataFolder, turn.run);
  }
}

/** Nothing of a sitting is left: no program and no file. */
export async function clearSeat(dataFolder: string, run: RunId): Promise<void> {
  await killTree({ marker: run });
  await rm(join(dataFolder, 'seat', run), { recursive: true, force: true });
}

type Heard = { usage: Usage | undefined; contained: Contained | undefined };
type Sitting = SeatTurn & { readonly folder: string; readonly gate: SeatGate; readonly heard: Heard };
type End = { readonly outcome: RunOutcome; readonly reason: string };

/** Starting it and its turn together: a program that hangs holds neither the seat nor the app. */
async function listen(parts: TurnParts, sitting: Sitting): Promise<End> {
  const { gate, folder, tools } = sitting;
  const served = await serveTools(folder, tools);
  const over = new AbortController();
  const turn = startAndPrompt(parts, sitting, served);
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

async function startAndPrompt(parts: TurnParts, sitting: Sitting, served: ServedTools): Promise<End> {
  const { run, harness, gate, heard, say, text } = sitting;
  const { start, state } = await startOf(parts, sitting, served.file);
  const session = await harness.start(start);
  heard.contained = await parts.backstop.prove(session.process.pid, state);
  if (!gate.proven())
    return { outcome: 'ungated', reason: 'The canary did not reach the gate, so nothing says that the gate works' };
  // A turn that begins before the tools are there is one without them. Some programs fetch them only then.
  await Promise.race([served.connected, sleep(connectMs, undefined, { ref: false })]);
  const id = InstructionId.parse(`ins_${run.slice('run_'.length)}`);
  say({ type: 'message', from: 'factory', text });
  const { outcome, summary } = await session.prompt({ id, kind: 'goal', text });
  if (outcome === 'completed') await session.end();
  return { outcome: outcomes[outcome], reason: summary };
}

async function tooLong(signal: AbortSignal): Promise<End> {
  await sleep(longestMs, undefined, { ref: false, signal }).catch(() => undefined);
  return { outcome: 'failed', reason: 'It had no answer after five minutes' };
}

const outcomes = { completed: 'succeeded', failed: 'failed', interrupted: 'interrupted', refused: 'refused' } as const;

async function startOf(parts: TurnParts, sitting: Sitting, tools: string) {
  const { pipe, backstop, dataFolder, clones } = parts;
  const { run, folder, choice, gate, heard, say, saw } = sitting;
  const state = await backstop.look();
  // The root of the product, which says what kind of module the pipe is.
  const programs = [join(dirname(pipe), '..', '..'), dirname(process.execPath)];
  const ground = { dataFolder, folder, clones, programs };
  const scratch = join(folder, 'scratch');
  const start: StartOptions = {
    ...{ run, workspace: join(folder, 'work'), repos: [], session: undefined, state: join(folder, 'state') },
    ...{ canary: canaryOf(run), config: choice.config },
    containment: state.kind === 'contained' ? await containSeat({ by: state.by, ...ground }) : undefined,
    env: cleanEnvironment({ TMPDIR: scratch, ...(state.kind === 'contained' && cacheEnvironment({ scratch })) }),
    tools: { name: serverName, command: process.execPath, args: [pipe, tools], env: { ELECTRON_RUN_AS_NODE: '1' } },
    callbacks: {
      onEvent(event) {
        say(gate.traced(event));
        saw(event);
        if (event.type === 'usage') heard.usage = addUsage(heard.usage, event);
      },
      permission: gate.permission,
      question: () => Promise.reject(new Error('Nobody answers questions here')),
    },
  };
  return { start, state };
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
