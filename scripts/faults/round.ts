import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../../core/contract.ts';
import type { Entry } from '../../core/loop/event.ts';
import { standing } from '../../core/views/board.ts';
import { mulberry } from '../../e2e/seeded.ts';
import { ledgerLength, ledgerRecipe, makeDesk, threadsPerRound } from './desk.ts';
import type { Desk } from './desk.ts';
import { startFactory } from './factory.ts';
import type { Factory } from './factory.ts';
import type { Fault } from './fault.ts';
import { holesIn, lostFrom, readLedgers } from './ledger.ts';
import { kill, processesOf } from './processes.ts';

export type Row = {
  readonly fault: string;
  readonly seed: number;
  readonly outcome: 'survived' | 'failed' | 'skipped';
  /** Why it failed or was skipped. */
  readonly reasons: readonly string[];
  /** From the end of the fault until the board told the truth again; the start of the factory included. */
  readonly recoveryMs?: number;
  /** Acknowledged entries that were compared. */
  readonly acknowledged?: number;
};

const recoversWithinMs = 5000;
const movesOnWithinMs = 60_000;

/** One fault on a fresh machine with four threads at work over three repos. */
export async function tryFault(fault: Fault, seed: number): Promise<Row> {
  const desk = makeDesk();
  const random = mulberry(seed);
  const at = { fault: fault.id, seed };
  let factory: Factory | undefined;
  try {
    const impossible = fault.impossible?.(desk);
    if (impossible !== undefined) return { ...at, outcome: 'skipped', reasons: [impossible] };
    factory = await startFactory(desk);
    await begin(factory, desk);
    await until(async () => moving(await (factory as Factory).snapshot()) > 0, 30_000, 'no thread began to work');
    await sleep(300 + random() * 2500);
    const before = await factory.snapshot();
    const ledgers = readLedgers(before);
    const aftermath = await fault.inject({ desk, factory, random });
    const acknowledged = [...factory.entries];
    const older = processesOf(desk.home);
    const start = performance.now();
    if (aftermath === 'down') factory = await startFactory(desk);
    const reasons = await judge(fault, {
      desk,
      factory,
      acknowledged,
      ledgers,
      older: aftermath === 'down' ? older : [],
      start,
    });
    return { ...at, ...reasons, acknowledged: acknowledged.length };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { ...at, outcome: 'failed', reasons: [`${text}${factory ? `\n${factory.errors().slice(-2000)}` : ''}`] };
  } finally {
    await end(desk, factory);
  }
}

type Evidence = {
  readonly desk: Desk;
  readonly factory: Factory;
  readonly acknowledged: readonly Entry[];
  readonly ledgers: ReturnType<typeof readLedgers>;
  /** What lived before the factory was started again. */
  readonly older: readonly { readonly pid: number; readonly started: number; readonly command: string }[];
  readonly start: number;
};

async function judge(fault: Fault, evidence: Evidence): Promise<Pick<Row, 'outcome' | 'reasons' | 'recoveryMs'>> {
  const { desk, factory, acknowledged, ledgers, older, start } = evidence;
  const reasons: string[] = [];
  const truthful = await when(async () => liesOf(await factory.snapshot(), desk).length === 0, 30_000);
  const recoveryMs = Math.round(performance.now() - start);
  if (!truthful) reasons.push(...liesOf(await factory.snapshot(), desk));
  else if (recoveryMs > recoversWithinMs) reasons.push(`recovery took ${String(recoveryMs)} ms`);
  reasons.push(...(await missingEntries(factory, acknowledged)));
  const moved = await when(async () => settled(await factory.snapshot(), fault), movesOnWithinMs);
  const after = await factory.snapshot();
  if (!moved) reasons.push(`not ${fault.expected}: ${after.threads.map(told).join('; ')}`);
  reasons.push(...lostFrom(ledgers, after, desk).map((file) => `lost: ${file}`));
  if (fault.expected === 'goes on') reasons.push(...holesIn(readLedgers(after)).map((hole) => `a hole: ${hole}`));
  const left = processesOf(desk.home).filter((now) =>
    older.some((then) => then.pid === now.pid && then.started === now.started),
  );
  reasons.push(...left.map(({ command }) => `older than the factory and alive: ${command}`));
  for (const clone of desk.clones) reasons.push(...fsck(desk, clone));
  return { outcome: reasons.length === 0 ? 'survived' : 'failed', reasons, recoveryMs };
}

/** A run that the board calls alive has a living process. */
function liesOf({ threads }: Snapshot, { home }: Desk): readonly string[] {
  const living = new Set(processesOf(home).map(({ pid }) => pid));
  return threads.flatMap((thread) => {
    const run = thread.runs.at(-1);
    const dead = run?.state.kind === 'working' && !living.has(run.state.process.pid);
    return dead ? [`thread ${String(thread.number)} is told to work, and its agent is gone`] : [];
  });
}

async function missingEntries({ client }: Factory, acknowledged: readonly Entry[]): Promise<readonly string[]> {
  const found = new Map<number, Entry['event']>();
  for (let after = 0; ;) {
    const page = await client.call('journal.read', { after, limit: 5000 });
    if (!page.ok) return [page.error.message];
    for (const { seq, event } of page.value) found.set(seq, event);
    const last = page.value.at(-1);
    if (!last) break;
    after = last.seq;
  }
  const missing = acknowledged.filter(({ seq, event }) => !isDeepStrictEqual(found.get(seq), event));
  return missing.map(({ seq, event }) => `acknowledged entry ${String(seq)} (${event.type}) is lost or changed`);
}

/** Each thread came to its end, or stands still with words where the fault is one a person has to see. */
function settled({ threads }: Snapshot, { expected }: Fault): boolean {
  return threads.every((thread) => {
    const { column, tone } = standing(thread, undefined);
    const through = column === 'in-review' || column === 'ready-to-land' || column === 'landed';
    return through || (expected === 'stops and says why' && (column === 'needs-you' || tone === 'failed'));
  });
}

function told(thread: Snapshot['threads'][number]): string {
  const { word, reason } = standing(thread, undefined);
  return `${String(thread.number)} ${word}: ${reason}`;
}

function moving(snapshot: Snapshot): number {
  return [...readLedgers(snapshot).values()].filter((numbers) => numbers.length > 0).length;
}

async function begin({ client }: Factory, { clones }: Desk): Promise<void> {
  const repos: string[] = [];
  for (const path of clones) {
    const added = await client.call('repos.add', { path });
    if (!added.ok) throw new Error(added.error.message);
    repos.push(added.value.id);
  }
  await client.call('settings.update', { patch: { wipLimit: threadsPerRound } });
  for (let n = 0; n < threadsPerRound; n += 1) {
    const chosen = n === threadsPerRound - 1 ? repos : [repos[n % repos.length] ?? ''];
    const created = await client.call('threads.create', {
      goal: `Keep ledger ${String(n + 1)} of ${String(ledgerLength)} entries`,
      repos: chosen as never,
      recipe: { text: ledgerRecipe() },
    });
    if (!created.ok) throw new Error(created.error.message);
  }
}

function fsck(desk: Desk, clone: string): readonly string[] {
  try {
    desk.git(clone, 'fsck', '--connectivity-only', '--no-dangling', '--no-progress');
    return [];
  } catch (error) {
    return [`git fsck of ${clone}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function end(desk: Desk, factory: Factory | undefined): Promise<void> {
  factory?.signal('SIGTERM');
  await Promise.race([factory?.exited, sleep(20_000)]);
  for (const { pid } of processesOf(desk.home)) kill(pid, 'SIGKILL');
  await sleep(50);
  desk.dispose();
}

async function when(holds: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const limit = performance.now() + withinMs;
  for (;;) {
    if (await holds()) return true;
    if (performance.now() > limit) return false;
    await sleep(50);
  }
}

async function until(holds: () => Promise<boolean>, withinMs: number, otherwise: string): Promise<void> {
  if (!(await when(holds, withinMs))) throw new Error(otherwise);
}
