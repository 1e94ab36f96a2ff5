import type { Snapshot } from '../../../core/contract.ts';
import type { ThreadId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { openAsks } from '../../../core/model/thread.ts';
import { standing } from '../../../core/views/board.ts';
import type { Scene } from '../fault.ts';
import { patienceMs, when } from '../rounds/when.ts';
import type { Desk } from './desk.ts';
import type { Factory } from './factory.ts';
import { ledgerRecipe } from './ledger.ts';

export const crewSize = 4;
/** Couriers need places beside the crew. */
export const wipLimit = crewSize + 4;
export const courierLength = 3;

type At = Pick<Scene, 'desk' | 'factory'>;

/** Registers the desk's repos, on its first day. */
export async function settleIn({ desk, factory: { client } }: At): Promise<void> {
  for (const path of desk.clones) {
    const added = await client.call('repos.add', { path });
    if (!added.ok) throw new Error(added.error.message);
  }
  await client.call('settings.update', { patch: { wipLimit, freeMemoryGb: 0 } });
}

/** Has four threads keep ledgers, one of them over all repos: who is through or struck is replaced. */
export async function muster(at: At): Promise<void> {
  const { threads, repos } = await at.factory.snapshot();
  const working = threads.filter(isKeeping);
  const wide = working.some((thread) => thread.repos.length > 1);
  for (let n = working.length; n < crewSize; n += 1) {
    const chosen = n === crewSize - 1 && !wide ? repos : [repos[n % repos.length]];
    await send(at, {
      repos: chosen.flatMap((repo) => repo?.id ?? []),
      ledger: at.desk.ledger,
      title: at.desk.nextLedger(),
    });
  }
}

/** A thread of the crew that is not through with its ledger. */
export function isKeeping(thread: Thread): boolean {
  return thread.goal.startsWith('Keep') && !thread.dropped && !isThrough(thread);
}

export function isThrough(thread: Thread): boolean {
  const { column } = standing(thread, undefined);
  return column === 'in-review' || column === 'ready-to-land' || column === 'landed';
}

/** One that stands still and tells the person why. */
export function hasStopped(thread: Thread): boolean {
  const { column, tone, reason } = standing(thread, undefined);
  return column === 'needs-you' || tone === 'failed' || reason.startsWith('Tries again');
}

export function told(thread: Thread): string {
  const { word, reason } = standing(thread, undefined);
  return `#${String(thread.number)} ${word}: ${reason}`;
}

type Errand = {
  readonly repos?: number;
  /** Further steps of its recipe. */
  readonly extra?: string;
  readonly title?: string;
  readonly goal?: string;
  readonly pauseS?: number;
};

/** A thread with a short ledger in the first repos, beside the crew. */
export async function sendCourier(at: At, errand: Errand = {}): Promise<ThreadId> {
  const { repos = 1, extra = '', title = at.desk.nextLedger(), goal = 'Run an errand', pauseS = 0.1 } = errand;
  const snapshot = await at.factory.snapshot();
  const chosen = snapshot.repos.slice(0, repos).map(({ id }) => id);
  return send(at, { repos: chosen, ledger: { length: courierLength, pauseS }, title, extra, goal });
}

type Order = {
  readonly repos: readonly Snapshot['repos'][number]['id'][];
  readonly ledger: Desk['ledger'];
  /** The name of its ledger as well. */
  readonly title: string;
  readonly goal?: string;
  /** Further steps of the recipe. */
  readonly extra?: string;
};

async function send({ factory }: At, { repos, ledger, title, goal = 'Keep a ledger', extra = '' }: Order) {
  const recipe = { text: `${ledgerRecipe(title, ledger)}${extra}` };
  const created = await factory.client.call('threads.create', { goal, title, repos: [...repos], recipe });
  if (!created.ok) throw new Error(created.error.message);
  return created.value.thread;
}

export async function threadOf(factory: Factory, id: ThreadId): Promise<Thread> {
  const thread = (await factory.snapshot()).threads.find((each) => each.thread === id);
  if (!thread) throw new Error(`There is no thread ${id}`);
  return thread;
}

/** Waits until a thread is through, and answers what it asks; fails in words where it stands still. */
export async function awaitThrough(factory: Factory, id: ThreadId): Promise<Thread> {
  const through = async () => {
    const thread = await threadOf(factory, id);
    if (await answerQuestion(factory, thread)) return false;
    const { column } = standing(thread, undefined);
    if (column === 'needs-you') throw new Error(`A thread stands still: ${told(thread)}`);
    return isThrough(thread);
  };
  if (!(await when(through, patienceMs)))
    throw new Error(`It does not come through: ${told(await threadOf(factory, id))}`);
  return threadOf(factory, id);
}

/** As the person does: the first choice of what is asked. False when nothing is. */
export async function answerQuestion({ client }: Factory, thread: Thread): Promise<boolean> {
  const ask = openAsks(thread)[0];
  if (ask?.subject.kind !== 'question') return false;
  const answer = { kind: 'choose', text: ask.subject.options[0] ?? 'yes' } as const;
  await client.call('asks.answer', { ask: ask.id, generation: ask.generation, answer });
  return true;
}

/** Who is through, was struck or stands still makes room. */
export async function dismiss({ client, snapshot }: Factory, hit: readonly ThreadId[]): Promise<void> {
  for (const thread of (await snapshot()).threads) {
    const done = isThrough(thread) || standing(thread, undefined).column === 'needs-you' || hit.includes(thread.thread);
    if (done && !thread.dropped)
      await client.call('threads.drop', { thread: thread.thread, reason: 'The suite is done with it' });
  }
}

/** The processes of the runs that work, with whose they are. */
export async function agentsOf({ snapshot }: Factory): Promise<readonly Agent[]> {
  return (await snapshot()).threads.flatMap(({ thread, runs }) => {
    const state = runs.at(-1)?.state;
    return state?.kind === 'working' ? [{ thread, pid: state.process.pid }] : [];
  });
}

type Agent = { readonly thread: ThreadId; readonly pid: number };
