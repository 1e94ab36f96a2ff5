import { closeSync, openSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { createContext, Script } from 'node:vm';
import { judge } from '../../core/gates/policy.ts';
import type { Policy } from '../../core/gates/policy.ts';
import { budgetMs } from '../../core/gates/policy/consult.ts';
import type { GateContext } from '../../core/gates/context.ts';
import { ask } from '../../core/gates/verdict.ts';
import type { Verdict } from '../../core/gates/verdict.ts';
import type { Action } from '../../core/model/action.ts';

const room = createContext({ work: undefined as (() => unknown) | undefined });
const start = new Script('work()');

/** How long the attempts may take, in milliseconds. */
type Patience = {
  readonly first: number;
  /** For work that had its processor, and still was not done. */
  readonly again: number;
  /** For work that had none: on a starved machine an attempt is over before it began, and that is no rule that loops. */
  readonly starved: number;
  /** Milliseconds that this thread has spent on processors. */
  readonly spent: () => number;
};

/** A decision takes less than 1 ms. A rule that loops holds up the app for `budgetMs`, not longer. */
const patience: Patience = {
  ...{ first: budgetMs / 2, again: budgetMs / 2, starved: 1000 },
  spent: spentByThread,
};

/** Of this thread alone, where the system tells: while others of the program work, this one may wait for its turn. */
export function spentByThread(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}

/** The first work of a program is slow to begin, whatever the machine does. */
let isWarm = false;

/** What `work` answers, or undefined when it was ended at every attempt. */
export type InTime<T> = { readonly value: T } | undefined;

/**
 * Runs `work` in this thread and ends it when its time is up, even when it never returns and whatever it catches: the
 * engine itself stops what runs inside a script with a timeout. Costs about 0.2 ms; a worker would cost a copy of
 * everything and a second program. It watches over mistakes, not over enemies: nothing of a stranger's runs here.
 */
export function inTime<T>(work: () => T, { first, again, starved, spent }: Patience = patience): InTime<T> {
  // Rules count their work as well; and an app that stands still all the same is started again by the watchdog.
  if (!canKeepTime()) return { value: work() };
  const done = attempt(work, first);
  if (done) return done;
  if (!isWarm) return attempt(work, starved);
  const before = spent();
  return attempt(work, again) ?? (spent() - before > again / 2 ? undefined : attempt(work, starved));
}

function attempt<T>(work: () => T, timeout: number): InTime<T> {
  try {
    room['work'] = work;
    const value = start.runInContext(room, { timeout }) as T;
    isWarm = true;
    return { value };
  } catch (error) {
    if (!isTimeout(error)) throw error;
    return undefined;
  } finally {
    room['work'] = undefined;
  }
}

/** Descriptors that the engine's clock takes, and some to spare. */
const needed = 6;

/** Where the engine's clock gets no descriptors, it does not throw: it ends the whole program. */
function canKeepTime(): boolean {
  const taken: number[] = [];
  try {
    for (let n = 0; n < needed; n += 1) taken.push(openSync(devNull, 'r'));
    return true;
  } catch {
    return false;
  } finally {
    for (const descriptor of taken) closeSync(descriptor);
  }
}

/** The engine's error may come from another realm than ours, so it is known by its code alone. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

const mostBroken = 5;

export type Judging = { readonly policy: Policy; readonly limits?: Patience };

/** The verdict, whatever the rules do: one that does not return is left out and counts as broken. Never throws. */
export function judgeInTime(action: Action, context: GateContext, { policy, limits = patience }: Judging): Verdict {
  const broken = new Map<string, string>();
  for (let attempt = 0; attempt <= mostBroken; attempt += 1) {
    let entered: string | undefined;
    const watch = { broken, enter: (part: string) => void (entered = part) };
    const judged = inTime(() => judge(action, context, { ...policy, watch }), limits);
    if (judged) return judged.value;
    if (entered === undefined) break;
    broken.set(entered, 'it did not answer in time');
  }
  return ask({
    rule: 'EX3',
    reason: `The gate could not decide about \`${action.title.slice(0, 120)}\` in time.`,
    next: 'Approving runs it unchecked. Please report what it was.',
    risk: 'high',
  });
}
