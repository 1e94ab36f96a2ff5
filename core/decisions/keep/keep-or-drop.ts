import type { Evidence } from '../../model/deciding/decision.ts';
import { isAlive } from '../../model/run.ts';
import { currentRun, isUnfinished } from '../../model/thread.ts';
import type { Thread } from '../../model/thread.ts';
import { named } from '../../brief/quote.ts';
import type { FactoryState } from '../../loop/state.ts';
import { mustDecideOn } from './must-decide.ts';
import type { Proposal } from '../proposal.ts';
import { toDrop } from './to-drop.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const twinGraceMs = 10 * minute;
const staleAfterDays = 14;

/** Whether a thread should go on, the strongest ground first. Certain only where a machine saw that there is nothing left to do. */
export function keepOrDrop(state: Pick<FactoryState, 'threads'>, now: number): readonly Proposal[] {
  const firstOf = firstByGoal(state.threads.awake());
  return [...state.threads.awake()].flatMap((thread) => {
    if (!isUnfinished(thread) || isLanding(thread)) return [];
    const grounds = [
      dead(thread, firstOf, now),
      superseded(state, thread, now),
      ...mustDecideOn(thread, now),
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
  const ground = {
    ...{ why: kinds.join('+'), certain: seen.length > 0 || isLeft(thread, now), must: false, evidence },
    reason: evidence[0]?.text ?? '',
  };
  return toDrop(thread, ground, now);
}

/** Two may be meant to race: a twin is left only when it has not begun by the time a person would have said so. */
function isLeft({ runs, createdAt }: Thread, now: number): boolean {
  return runs.length === 0 && now - createdAt >= twinGraceMs;
}

function twinText({ number, title }: Thread): string {
  return `Word for word the goal of #${String(number)} ${named(title, 80)}, in the same repos`;
}

function superseded({ threads }: Pick<FactoryState, 'threads'>, thread: Thread, now: number): Proposal | undefined {
  for (const other of threads.awake()) {
    const supersedes = other.edges?.some(({ kind, to }) => kind === 'supersedes' && to === thread.thread);
    if (!supersedes || other.landings.at(-1)?.ended?.outcome !== 'landed') continue;
    const text = `#${String(other.number)} ${named(other.title, 80)} supersedes it, and has landed`;
    const evidence = [{ kind: 'superseded', text }];
    return toDrop(thread, { why: 'superseded', certain: false, must: false, reason: text, evidence }, now);
  }
  return undefined;
}

function stale(thread: Thread, now: number): Proposal | undefined {
  const days = Math.floor((now - (thread.movedAt ?? thread.updatedAt)) / day);
  if (days < staleAfterDays || isAlive(currentRun(thread))) return undefined;
  const times = Math.floor(Math.log2(days / staleAfterDays));
  const ground = {
    ...{ why: `stale:${String(times)}`, certain: false, must: false },
    reason: `Nothing has happened to it for ${String(days)} days`,
    evidence: [{ kind: 'stale', text: `The last thing that happened to it was ${String(days)} days ago` }],
  };
  return toDrop(thread, ground, now);
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
