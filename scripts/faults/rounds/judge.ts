import os from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../../../core/contract.ts';
import type { Entry } from '../../../core/loop/event.ts';
import type { ThreadId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { isAlive } from '../../../core/model/run.ts';
import { descendants, processesIn } from '../../../e2e/processes.ts';
import type { Process } from '../../../e2e/processes.ts';
import { courierLength, hasStopped, isKeeping, isThrough, told } from '../desk/crew.ts';
import type { Desk } from '../desk/desk.ts';
import type { Factory } from '../desk/factory.ts';
import { faultsIn, holesIn, lostFrom, readLedgers } from '../desk/ledger.ts';
import type { Ledgers } from '../desk/ledger.ts';
import type { Aftermath } from '../fault.ts';
import { patienceMs, truthWithinMs, when } from './when.ts';

export type Verdict = {
  /** What was not survived; nothing when all was. */
  readonly reasons: readonly string[];
  /** Acknowledged entries that are lost or changed. */
  readonly lost: number;
  /** From the end of the fault until the board told the truth again; the start of the factory included. */
  readonly recoveryMs: number;
  /** From the end of the fault until every thread had moved on. */
  readonly goesOnMs: number;
};

export type Evidence = {
  readonly desk: Desk;
  readonly factory: Factory;
  readonly aftermath: Aftermath;
  /** What stood in the worktrees before the fault, and right after it. */
  readonly before: Ledgers;
  readonly after: Ledgers;
  /** What lived before the factory was started again. */
  readonly older: readonly Process[];
  readonly start: number;
};

export async function judge(evidence: Evidence): Promise<Verdict> {
  const { desk, factory, aftermath, start } = evidence;
  const before = new Map([...evidence.before].filter(([path]) => path !== aftermath.destroyed));
  const elapsed = () => Math.round(performance.now() - start);
  const truthful = await when(async () => liesOf(await factory.snapshot(), desk).length === 0, patienceMs);
  const recoveryMs = elapsed();
  const reasons = truthful
    ? lateness(recoveryMs)
    : ['the board never told the truth', ...liesOf(await factory.snapshot(), desk)];
  const missing = await missingEntries(factory, desk.acknowledged);
  reasons.push(...missing);
  const hit = aftermath.hit ?? [];
  const movesOn = async () => stillStanding(await factory.snapshot(), evidence.after, hit).length === 0;
  const moved = await when(movesOn, patienceMs);
  const goesOnMs = elapsed();
  const snapshot = await factory.snapshot();
  if (!moved) reasons.push(...stillStanding(snapshot, evidence.after, hit));
  reasons.push(...(await lostFrom(before, desk)).map((entry) => `lost: ledger/${entry}`));
  const sound = snapshot.threads.filter(({ thread, dropped }) => !hit.includes(thread) && !dropped);
  reasons.push(...holesIn(readLedgers(sound)), ...sound.flatMap((thread) => flawsOf(desk, thread)));
  reasons.push(...leftOf(evidence.older, desk));
  return { reasons, lost: missing.length, recoveryMs, goesOnMs };
}

/** Slow is failed as well, but told apart from never; a machine that is overloaded is named beside it. */
export function lateness(recoveryMs: number, [load = 0] = os.loadavg(), cores = os.availableParallelism()): string[] {
  if (recoveryMs <= truthWithinMs) return [];
  const machine = load > cores ? `; the machine was overloaded: load ${load.toFixed(1)} on ${String(cores)} cores` : '';
  return [`the board told the truth after ${String(recoveryMs)} ms, later than ${String(truthWithinMs)} ms${machine}`];
}

/** A run that the board calls alive has a living process, and no agent lives beside those. */
function liesOf({ threads }: Snapshot, { home }: Desk): readonly string[] {
  const all = processesIn(home);
  const runs = threads.flatMap((thread) => {
    const run = thread.runs.at(-1);
    return run && isAlive(run) ? [{ thread, run }] : [];
  });
  const known = runs.flatMap(({ run }) => (run.state.kind === 'working' ? [run.state.process.pid] : []));
  const dead = runs.filter(
    ({ run: { state } }) => state.kind === 'working' && !all.some(({ pid }) => pid === state.process.pid),
  );
  const owned = new Set(known.flatMap((pid) => [pid, ...descendants(all, pid).map((each) => each.pid)]));
  const agents = all.filter(({ command }) => command.includes('recipe-agent.js'));
  const starting = runs.some(({ run }) => run.state.kind === 'starting');
  const strays = starting ? [] : agents.filter(({ pid }) => !owned.has(pid));
  return [
    ...dead.map(({ thread }) => `${told(thread)}, and its agent is gone`),
    ...strays.map(({ pid }) => `an agent lives that no card tells of: ${String(pid)}`),
  ];
}

async function missingEntries(
  { client }: Factory,
  acknowledged: ReadonlyMap<number, Entry>,
): Promise<readonly string[]> {
  // What is told while it reads may be newer than what it read.
  const told = [...acknowledged.values()];
  const found = new Map<number, Entry['event']>();
  for (let after = 0; ;) {
    const page = await client.call('journal.read', { after, limit: 5000 });
    if (!page.ok) return [page.error.message];
    for (const { seq, event } of page.value) found.set(seq, event);
    const last = page.value.at(-1);
    if (!last) break;
    after = last.seq;
  }
  const missing = told.filter(({ seq, event }) => !isDeepStrictEqual(found.get(seq), event));
  return missing.map(({ seq, event }) => `acknowledged entry ${String(seq)} (${event.type}) is lost or changed`);
}

/** Threads that have neither written on since the fault, nor come through, nor stopped with words where that is right. */
function stillStanding({ threads, admission }: Snapshot, then: Ledgers, hit: readonly ThreadId[]): readonly string[] {
  const count = (ledgers: Ledgers) => [...ledgers.values()].flat().length;
  return threads.filter(isKeeping).flatMap((thread) => {
    const now = readLedgers([thread]);
    const before = new Map([...now.keys()].map((path) => [path, then.get(path) ?? []]));
    const movedOn = isThrough(thread) || count(now) > count(before);
    // One that waits for a quieter machine is told so.
    const waits = admission.hold !== undefined && !isAlive(thread.runs.at(-1));
    if (movedOn || waits || (hit.includes(thread.thread) && hasStopped(thread))) return [];
    return [`does not go on: ${told(thread)}`];
  });
}

/** Those who came through have the whole of their ledger. */
export function flawsOf(desk: Desk, thread: Thread): readonly string[] {
  if (!isThrough(thread) || !desk.isLedger(thread.title)) return [];
  return faultsIn(desk, thread, thread.goal.startsWith('Keep') ? desk.ledger.length : courierLength);
}

function leftOf(older: readonly Process[], { home }: Desk): readonly string[] {
  const left = processesIn(home).filter((now) =>
    older.some((then) => then.pid === now.pid && then.started === now.started),
  );
  return left.map(({ command }) => `older than the factory and alive: ${command}`);
}
