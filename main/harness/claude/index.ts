import { randomUUID } from 'node:crypto';
import { fail } from '../../../core/result.ts';
import type { Failure } from '../../../core/result.ts';
import type { Harness, HarnessSession, StartOptions } from '../harness.ts';
import { HarnessFailure } from '../harness-failure.ts';
import { accountFrom } from './launch/account.ts';
import type { Account } from './launch/account.ts';
import { proveGate } from './canary.ts';
import type { Proof } from './canary.ts';
import { detectClaude, findClaude } from './launch/detect.ts';
import type { LaunchParts } from './launch/launch.ts';
import { prepareOwnFolder } from './launch/own-folder.ts';
import { modes, openSession } from './session.ts';
import { takeOver } from './take-over.ts';

export type ClaudeHarnessOptions = {
  /** Absolute path of the program; without it, it is looked for. */
  readonly program?: string | undefined;
  /** Where the account is named; the app's own environment. */
  readonly accountEnv?: NodeJS.ProcessEnv;
  readonly readyWithinMs?: number;
};

/** Many may start at once on a small machine. */
const READY_WITHIN_MS = 60_000;

/** Claude Code by its stdio control protocol. */
export function claudeHarness(options: ClaudeHarnessOptions = {}): Harness {
  return {
    id: 'claude',
    title: 'Claude Code',
    traits: { gate: 'callback', steer: 'tool-boundary', gaps: [], model: true, modes },
    skills: { folder: 'claude/skills' },
    detect: () => detectClaude(options.program),
    start: (start) => startSession(options, start),
    takeOver: (place) => {
      const program = findClaude(options.program);
      return Promise.resolve(program === undefined ? undefined : takeOver(program, accountOf(options), place));
    },
  };
}

/** The session and the proof of its gate start together; without the proof there is no session. */
async function startSession(options: ClaudeHarnessOptions, start: StartOptions): Promise<HarnessSession> {
  const program = findClaude(options.program);
  if (program === undefined) throw new HarnessFailure(missing());
  const folder = prepareOwnFolder(start);
  const parts: LaunchParts = { program, start, account: accountOf(options), folder };
  const withinMs = options.readyWithinMs ?? READY_WITHIN_MS;
  const opening = open(parts, withinMs);
  const abandoned = opening.then(
    () => new Promise(() => undefined),
    () => 'failed',
  );
  const proof = await proveGate(parts, { withinMs, abandoned }).catch(unproven);
  const session = await opening.catch(async (error: unknown) => {
    await proof.gone;
    throw error;
  });
  const kill = async () => void (await Promise.all([session.kill(), proof.gone]));
  if (proof.result.ok) return { ...session, kill };
  await kill();
  throw new HarnessFailure(proof.result.error);
}

function unproven(error: unknown): Proof {
  const message = `The gate could not be put to the proof: ${String(error)}`;
  return { result: fail({ code: 'ungated', message, next: 'Start the run again' }), gone: Promise.resolve() };
}

/** An earlier session is resumed if its transcript is there; when it cannot be, a fresh one goes on in the same workspace. */
async function open(parts: LaunchParts, withinMs: number): Promise<HarnessSession> {
  const { folder, start } = parts;
  const fresh = () => openSession(parts, { flag: ['--session-id', randomUUID()], withinMs });
  if (start.session === undefined) return fresh();
  if (!folder.holds(start.session)) return goOn('there is no transcript of it');
  try {
    return await openSession(parts, { flag: ['--resume', start.session], withinMs });
  } catch (error) {
    if (!(error instanceof HarnessFailure) || error.code !== 'agent-died') throw error;
    return goOn(error.message);
  }

  function goOn(why: string): Promise<HarnessSession> {
    const message = `The earlier session could not be resumed (${why}); a new one goes on in the same workspace`;
    start.callbacks.onEvent({ type: 'error', message });
    return fresh();
  }
}

function accountOf({ accountEnv = process.env }: ClaudeHarnessOptions): Account {
  return accountFrom(accountEnv);
}

function missing(): Failure {
  const message = 'Claude Code is not installed, or not where it was said to be';
  return { code: 'program-missing', message, next: 'npm install --global @anthropic-ai/claude-code' };
}
