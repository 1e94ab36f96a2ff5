import { named } from '../brief/quote.ts';
import type { FactoryState } from '../loop/state.ts';
import type { ThreadId } from '../ids.ts';
import type { Choice } from '../model/deciding/decision.ts';
import type { Likeness } from '../model/deciding/likeness.ts';
import { isUnfinished } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';
import type { Proposal } from './proposal.ts';

type Threads = Pick<FactoryState, 'threads'>;

/** Nobody is interrupted for words alone before the person who began the thread could say by himself what it is to others. */
const graceMs = 10 * 60_000;

/** Threads that are proven to be the same work belong together; neither is touched. */
export function sameWork({ threads }: Threads): readonly Proposal[] {
  return pairs(threads)
    .filter(({ alike }) => alike.proven)
    .map((pair) => ({ ...question(pair), certain: true, reason: `It is the same work as ${words(pair.other)}` }));
}

/** Whether threads that look alike are about the same. Only a person, or whom a person lets, can say: nothing is ever done for it. */
export function sameTopic({ threads }: Threads, now: number): readonly Proposal[] {
  return pairs(threads)
    .filter(({ alike }) => !alike.proven)
    .map((pair) => ({
      ...question(pair),
      minor: !hasWorked(pair.alike) && now - pair.thread.createdAt < graceMs,
      reason: `It may be about the same as ${words(pair.other)}`,
    }));
}

type Pair = { readonly thread: Thread; readonly other: Thread; readonly alike: Likeness };

/** Those whose relation nobody has told yet. */
function pairs(threads: Threads['threads']): readonly Pair[] {
  return [...threads.awake()].flatMap((thread) =>
    isUnfinished(thread)
      ? (thread.alike ?? []).flatMap((alike) => {
          const other = threads.get(alike.to);
          return !other || other.dropped || related(thread, other) ? [] : [{ thread, other, alike }];
        })
      : [],
  );
}

/** Overlapping is seen by a machine and says nothing of what they are about. */
function related(a: Thread, b: Thread): boolean {
  const leads = (from: Thread, to: Thread) =>
    from.edges?.some((edge) => edge.to === to.thread && edge.kind !== 'overlaps') ?? false;
  return leads(a, b) || leads(b, a);
}

function hasWorked({ evidence }: Likeness): boolean {
  return evidence.some(({ kind }) => kind === 'same-files' || kind === 'same-code');
}

function words({ number, title }: Thread): string {
  return `#${String(number)} ${named(title, 80)}`;
}

function question({ thread, other, alike }: Pair): Omit<Proposal, 'reason'> {
  return {
    key: `same:${thread.thread}:${other.thread}`,
    choice: { action: 'link', thread: thread.thread, edge: { kind: 'same-as', to: other.thread } },
    ...{ certain: false, must: false, evidence: alike.evidence, alternatives: ['supersede', 'apart'] },
    lost: 'Nothing: both go on as they are, unless one is to take the place of the other',
    reviveWhen: 'Any time: what is dropped keeps its branches, checkpoints and conversation',
  };
}

/**
 * An answer to whether two are about the same. `into`: which of the two goes on where one is to take the place of the other;
 * otherwise the earlier one does. Undefined for what is no answer to this.
 */
export function answerAlike(asked: Choice, action: string, into?: ThreadId): Choice | undefined {
  if (asked.action !== 'link') return undefined;
  const { thread, edge } = asked;
  if (action === 'apart') return { action, thread, from: edge.to };
  if (action !== 'supersede') return action === 'link' ? asked : undefined;
  if (into === thread) return { action, thread: edge.to, into };
  return into === undefined || into === edge.to ? { action, thread, into: edge.to } : undefined;
}
