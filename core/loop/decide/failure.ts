import type { Run } from '../../model/run.ts';
import { standOf } from '../../model/run.ts';
import type { Thread } from '../../model/thread.ts';

/**
 * Whose fault a failure is. `environment`: the machine's, such as a full disk; `transient`: the network's or a model's;
 * `configuration`: something is not set up; `task`: the work itself. Only the first two go away by waiting.
 */
export type FailureClass = 'environment' | 'transient' | 'task' | 'configuration';

/** The machine gave no more of something, in the words of a system call or of a program. */
const shortages = [
  /\b(ENOSPC|EDQUOT|EMFILE|ENFILE|ENOMEM|EAGAIN|EROFS|EIO)\b/,
  /no space left|disk is full|too many open files|cannot allocate memory|resource temporarily unavail/i,
  /out of diskspace|disk quota exceeded|input\/output error|read-only file system|file too large/i,
];

/** The first that fits counts. Texts come from programs: to be wrong costs one more try, or one question. */
const signs: readonly (readonly [FailureClass, RegExp])[] = [
  ...shortages.map((pattern) => ['environment', pattern] as const),
  // A program that somebody else ended as it began: with who had started it, or by a system short of memory.
  ['environment', /\bended \((exit code unknown|SIGKILL)\)/],
  ['environment', /failed to read .+commondir: /],
  // In the words of our git wrapper, which asks before anybody works: the person's network comes back by itself.
  ['environment', /the remote cannot be reached/i],
  ['environment', /another git process seems to be running|unable to create '[^']*\.lock'/i],
  [
    'configuration',
    /is not installed|command not found|no such harness|there is no harness|is older than|unsupported version/i,
  ],
  ['transient', /\b(ECONNRESET|ECONNREFUSED|ECONNABORTED|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|ENETUNREACH)\b/],
  ['transient', /\bAPI Error: (5\d\d|Connection)|\b(500 internal server|502 bad gateway|503 service|504 gateway)/i],
  [
    'transient',
    /connection (error|reset|closed|refused|timed out)|socket hang up|fetch failed|could not resolve host/i,
  ],
  // A program that ended by itself as it began: once may be chance, twice is damage.
  ['transient', /\bended \(exit code \d+\)\. Run `teatree doctor`/],
  ['transient', /the remote end hung up|early EOF|stream (disconnected|closed|ended) (before|unexpectedly)/i],
];

export function failureClass(text: string): FailureClass {
  return signs.find(([, pattern]) => pattern.test(text))?.[0] ?? 'task';
}

/** Whether what a program died of was the machine's, and no fault of its own: another may live once there is room. */
export function isShortage(text: string): boolean {
  return shortages.some((pattern) => pattern.test(text));
}

/** Equal for the same failure: without the numbers, ids and paths that differ from time to time. */
function failurePrint(text: string): string {
  return text
    .replace(/\/[^\s:'")]+/g, '/#')
    .replace(/\b(?=\w*\d)\w{6,}\b/g, '#')
    .replace(/\d+/g, '#')
    .trim();
}

const mostRetries = 3;
/** With the pauses between them about ten minutes: then the person hears of a machine that does not heal. */
const mostWaits = 6;

/**
 * Whether waiting and trying again makes sense; else what to ask the person with. `before` is what the tries before
 * failed with. One that the machine kept from working was no attempt: it ends when there is room again, not by an answer.
 */
export function retryOrAsk(text: string, before: readonly string[]): { readonly ask: string } | undefined {
  const kind = failureClass(text);
  if (kind === 'task' || kind === 'configuration') return { ask: text };
  const attempts = before.filter((each) => failureClass(each) !== 'environment');
  const waits = before.length - attempts.length;
  if (kind === 'environment') {
    const ask = keptFromWorking(waits, text);
    return ask === undefined ? undefined : { ask };
  }
  const print = failurePrint(text);
  if (attempts.some((each) => failurePrint(each) === print)) return { ask: `It failed twice in the same way: ${text}` };
  return attempts.length < mostRetries ? undefined : { ask: `It failed ${String(attempts.length + 1)} times: ${text}` };
}

function keptFromWorking(before: number, text: string): string | undefined {
  return before < mostWaits ? undefined : `The machine has kept it from working ${String(before + 1)} times: ${text}`;
}

/** What the current instruction's runs so far failed with. Runs that were no attempt do not count. */
export function failuresBefore({ runs }: Thread, instruction: Run['instruction']): readonly string[] {
  return trailing(runs, (run) => run.instruction === instruction && run.state.outcome === 'failed').map(
    (run) => run.state.reason,
  );
}

const mostCrashes = 10;
const mostIdleCrashes = 3;

/**
 * Why a thread whose runs crash is not tried again; undefined while it may be. The run that ends now counts; those that
 * died of a shortage of the machine count by themselves.
 */
export function quarantine({ runs, changes }: Thread, reason: string): string | undefined {
  const all = trailing(runs, (run) => run.state.outcome === 'crashed');
  const crashed = all.filter(({ state }) => !isShortage(state.reason));
  if (isShortage(reason)) return keptFromWorking(all.length - crashed.length, reason);
  const now = standOf(changes);
  const firstOther = crashed.findIndex((run) => run.left !== now);
  const idle = 1 + (firstOther === -1 ? crashed.length : firstOther);
  const times = 1 + crashed.length;
  if (idle < mostIdleCrashes && times < mostCrashes) return undefined;
  const how =
    idle < mostIdleCrashes ? `${String(times)} times in a row` : `${String(idle)} times in a row without progress`;
  return `The run crashed ${how}, so the thread is held back. Last: ${reason}`;
}

type EndedRun = Run & { readonly state: Extract<Run['state'], { kind: 'ended' }> };

/** The latest runs of which that holds, newest first; runs that were no attempt are passed over. */
function trailing(runs: readonly Run[], holds: (run: EndedRun) => boolean): readonly EndedRun[] {
  const found: EndedRun[] = [];
  for (const run of runs.toReversed()) {
    if (run.state.kind !== 'ended' || isNoAttempt(run.state.outcome)) continue;
    const ended: EndedRun = { ...run, state: run.state };
    if (!holds(ended)) break;
    found.push(ended);
  }
  return found;
}

function isNoAttempt(outcome: EndedRun['state']['outcome']): boolean {
  return outcome === 'limited' || outcome === 'orphaned' || outcome === 'interrupted';
}
