import type { Usage } from '../model/run.ts';
import type { Evidence } from '../model/deciding/decision.ts';
import { isAlive } from '../model/run.ts';
import { currentRun, isUnfinished, nextInstruction } from '../model/thread.ts';
import type { Thread } from '../model/thread.ts';
import { untriaged } from '../model/attention/triage.ts';
import type { Size } from '../model/attention/triage.ts';
import { named } from '../brief/quote.ts';
import { elapsedText } from '../views/text/elapsed.ts';
import { totalUsage } from '../views/text/usage.ts';
import type { FactoryState } from '../loop/state.ts';
import type { Proposal } from './proposal.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
/** How long runs of a thread of each size are expected to take, all together. */
const expectedMs: Readonly<Record<Size, number>> = {
  1: 15 * minute,
  2: 30 * minute,
  3: 60 * minute,
  5: 120 * minute,
  8: 240 * minute,
};
const twinGraceMs = 10 * minute;
const mostTries = 3;
const staleAfterDays = 14;

/** Whether a thread should go on, the strongest ground first. Certain only where a machine saw that there is nothing left to do. */
export function keepOrDrop(state: Pick<FactoryState, 'threads'>, now: number): readonly Proposal[] {
  const firstOf = firstByGoal(state.threads.values());
  return [...state.threads.values()].flatMap((thread) => {
    if (!isUnfinished(thread) || isLanding(thread)) return [];
    const grounds = [
      dead(thread, firstOf, now),
      superseded(state, thread),
      failing(thread),
      overrun(thread, now),
      stale(thread, now),
    ];
    return grounds.filter((proposal) => proposal !== undefined);
  });
}

function dead(thread: Thread, firstOf: (thread: Thread) => Thread, now: number): Proposal | undefined {
  if (isAlive(currentRun(thread))) return undefined;
  const seen = thread.deadEvidence ?? [];
  const first = firstOf(thread);
  const twin = first === thread ? [] : [{ kind: 'exact-duplicate', text: twinText(first) }];
  const evidence: readonly Evidence[] = [...seen, ...twin];
  if (evidence.length === 0) return undefined;
  const kinds = evidence.map(({ kind }) => kind).sort();
  return proposalToDrop(thread, {
    ...{ why: kinds.join('+'), certain: seen.length > 0 || isLeft(thread, now), must: false, evidence },
    reason: evidence[0]?.text ?? '',
  });
}

/** Two may be meant to race: a twin is left only when it has not begun by the time a person would have said so. */
function isLeft({ runs, createdAt }: Thread, now: number): boolean {
  return runs.length === 0 && now - createdAt >= twinGraceMs;
}

function twinText({ number, title }: Thread): string {
  return `Word for word the goal of #${String(number)} ${named(title, 80)}, in the same repos`;
}

function superseded({ threads }: Pick<FactoryState, 'threads'>, thread: Thread): Proposal | undefined {
  for (const other of threads.values()) {
    const supersedes = other.edges?.some(({ kind, to }) => kind === 'supersedes' && to === thread.thread);
    if (!supersedes || other.landings.at(-1)?.ended?.outcome !== 'landed') continue;
    const text = `#${String(other.number)} ${named(other.title, 80)} supersedes it, and has landed`;
    const evidence = [{ kind: 'superseded', text }];
    return proposalToDrop(thread, { why: 'superseded', certain: false, must: false, reason: text, evidence });
  }
  return undefined;
}

/** Three tries at the same instruction came to nothing. */
function failing(thread: Thread): Proposal | undefined {
  const instruction = nextInstruction(thread)?.id;
  const tries = thread.runs.filter(({ instruction: of, state }) => of === instruction && cameToNothing(state));
  if (instruction === undefined || tries.length < mostTries) return undefined;
  const last = tries.at(-1)?.state;
  const words = last?.kind === 'ended' ? last.reason : '';
  const rounds = String(Math.floor(tries.length / mostTries));
  return proposalToDrop(thread, {
    ...{ why: `failing:${instruction}:${rounds}`, certain: false, must: true },
    reason: `${String(tries.length)} tries at the same came to nothing`,
    evidence: [{ kind: 'failed-tries', text: `The last one: ${named(words, 200)}` }],
  });
}

function cameToNothing(state: Thread['runs'][number]['state']): boolean {
  return state.kind === 'ended' && (state.outcome === 'failed' || state.outcome === 'crashed');
}

/** Past twice what its size lets expect, and again whenever that doubles. */
function overrun(thread: Thread, now: number): Proposal | undefined {
  const { size } = thread.triage ?? untriaged;
  const spent = workedMs(thread, now);
  const times = Math.floor(Math.log2(Math.max(1, spent / expectedMs[size])));
  if (times < 1) return undefined;
  const expected = elapsedText(expectedMs[size]);
  return proposalToDrop(thread, {
    ...{ why: `overrun:${String(times)}`, certain: false, must: true },
    reason: `It has worked ${elapsedText(spent)}; for its size ${String(size)} about ${expected} were expected`,
    evidence: [{ kind: 'overrun', text: `${String(thread.runs.length)} runs, ${elapsedText(spent)} in all` }],
  });
}

/** Milliseconds of all its runs, but for those in which it waited for the person. */
function workedMs({ runs, asks }: Thread, now: number): number {
  const ran = runs.reduce((sum, { startedAt, state }) => sum + (endOf(state, now) - startedAt), 0);
  const waited = asks
    .filter(({ run }) => run !== undefined)
    .reduce((sum, { openedAt, state }) => sum + ((state.kind === 'open' ? now : state.at) - openedAt), 0);
  return Math.max(0, ran - waited);
}

function endOf(state: Thread['runs'][number]['state'], now: number): number {
  return state.kind === 'ended' ? state.at : now;
}

function stale(thread: Thread, now: number): Proposal | undefined {
  const days = Math.floor((now - thread.updatedAt) / day);
  if (days < staleAfterDays || isAlive(currentRun(thread))) return undefined;
  const times = Math.floor(Math.log2(days / staleAfterDays));
  return proposalToDrop(thread, {
    ...{ why: `stale:${String(times)}`, certain: false, must: false },
    reason: `Nothing has happened to it for ${String(days)} days`,
    evidence: [{ kind: 'stale', text: `The last fact about it is ${String(days)} days old` }],
  });
}

type Ground = Pick<Proposal, 'certain' | 'must' | 'reason' | 'evidence'> & { readonly why: string };

function proposalToDrop(thread: Thread, { why, ...ground }: Ground): Proposal {
  return {
    ...ground,
    key: `drop:${thread.thread}:${why}`,
    choice: { action: 'drop', thread: thread.thread, reason: ground.reason },
    alternatives: ['keep'],
    lost: lostBy(thread),
    reviveWhen: 'Any time: its branches, checkpoints and conversation are kept',
  };
}

function lostBy(thread: Thread): string {
  const files = thread.changes.reduce((sum, { files }) => sum + files, 0);
  const work = files === 0 ? 'no committed work' : `work in ${String(files)} files stays on its branches`;
  return `${work}; cost so far: ${costOf(totalUsage(thread.runs))}`;
}

function costOf(usage: Usage | undefined): string {
  return usage?.costUsd === undefined ? 'unknown' : `$${usage.costUsd.toFixed(2)}`;
}

function isLanding({ landings }: Thread): boolean {
  const landing = landings.at(-1);
  return landing !== undefined && landing.ended === undefined;
}

/** The oldest unfinished thread with the same goal, blanks aside, in the same repos with the same agent: two agents may race. */
function firstByGoal(threads: Iterable<Thread>): (thread: Thread) => Thread {
  const first = new Map<string, Thread>();
  for (const thread of threads) {
    if (!isUnfinished(thread)) continue;
    const known = first.get(goalKey(thread));
    if (!known || thread.number < known.number) first.set(goalKey(thread), thread);
  }
  return (thread) => first.get(goalKey(thread)) ?? thread;
}

const goals = new WeakMap<Thread, string>();

function goalKey(thread: Thread): string {
  const known = goals.get(thread);
  if (known !== undefined) return known;
  const { goal, repos, harness } = thread;
  const key = JSON.stringify([goal.replaceAll(/\s+/g, ' ').trim(), [...repos].sort(), harness]);
  goals.set(thread, key);
  return key;
}
