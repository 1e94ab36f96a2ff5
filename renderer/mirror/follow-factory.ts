import type { Push } from '../../core/contract.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { TranscriptItem } from '../../core/model/harness/transcript-item.ts';
import { bridge } from '../bridge.ts';
import { doFromMenu } from '../commands/commands.ts';
import { go } from '../window/window-state.ts';
import { fromSnapshot, useMirror, withEntries, withOlder, withTold } from './mirror.ts';
import { takeOutput } from './terminals.ts';
import { takeItems } from './transcripts.ts';

/** The window redraws at most this often, however fast facts arrive, and less often while a redraw takes long. */
const [leastMs, mostMs] = [100, 400];
/** So much of the time is left to what the person does. */
const redrawsInBatch = 5;

/** The first paint has its peace, and so have others between two pages. */
const [olderAfterMs, restMs] = [1000, 50];

let batchMs = leastMs;

let queue: Push[] = [];
let timer: number | undefined;
let lastFlush = 0;
let loading = false;

/** Mirrors main from now on. Called once, when the window opens. */
export function followFactory(): void {
  bridge().subscribe((push) => {
    if (push.kind === 'terminal') return takeOutput(push);
    queue.push(push);
    timer ??= window.setTimeout(flush, Math.max(0, lastFlush + batchMs - performance.now()));
  });
  void loadFactory();
}

/** What was pushed while the snapshot was under way stays queued and is folded on top of it. */
export async function loadFactory(): Promise<void> {
  if (loading) return;
  loading = true;
  const snapshot = await bridge().call('app.snapshot', { recent: true });
  loading = false;
  if (!snapshot.ok) return useMirror.setState({ failure: snapshot.error });
  useMirror.setState((before) => fromSnapshot(before, snapshot.value));
  flush();
  void readOlder();
}

/** Threads at rest come while the person works already, the newest first. A new snapshot begins it anew. */
async function readOlder(): Promise<void> {
  const { factory, older } = useMirror.getState();
  const isStale = () => useMirror.getState().factory !== factory;
  let read: Thread[] = [];
  await pause(olderAfterMs);
  for (let below = older; below !== undefined;) {
    const page = await bridge().call('threads.older', { below });
    await pause(page.ok ? restMs : olderAfterMs);
    if (isStale()) return;
    if (!page.ok) continue;
    read.push(...page.value.threads);
    below = page.value.below;
    // Each update of the store costs what is in it by then.
    if (below !== undefined && read.length < factory.threads.size / 4) continue;
    // What happened before the page was made is pushed soon; what happened after it must not be folded first.
    while (useMirror.getState().seq < page.value.seq) await pause(restMs);
    if (isStale()) return;
    useMirror.setState((before) => withOlder(before, { threads: read, below }));
    read = [];
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, ms));
}

function flush(): void {
  window.clearTimeout(timer);
  timer = undefined;
  lastFlush = performance.now();
  if (loading) return;
  const pushes = queue;
  queue = [];
  takeUp(pushes);
  takeItems(itemsByStream(pushes));
  for (const push of pushes) {
    if (push.kind === 'menu') doFromMenu(push.deed);
    if (push.kind === 'navigate') go(push.to);
  }
  if (pushes.length > 0) afterPaint(learnPace);
}

function learnPace(): void {
  const redraw = performance.now() - lastFlush;
  batchMs = Math.min(Math.max(leastMs, redraw * redrawsInBatch), mostMs);
}

/** A frame begins with its callbacks and ends with its paint. */
function afterPaint(then: () => void): void {
  requestAnimationFrame(() => setTimeout(then));
}

/** One change of the mirror for all that was pushed, so that nothing is selected or drawn twice. */
function takeUp(pushes: readonly Push[]): void {
  const told = withTold(useMirror.getState(), pushes);
  const after = withEntries(
    told,
    pushes.flatMap((push) => (push.kind === 'entries' ? push.entries : [])),
  );
  useMirror.setState(after ?? told);
  if (!after) void loadFactory();
}

function itemsByStream(pushes: readonly Push[]): ReadonlyMap<string, readonly TranscriptItem[]> {
  const found = new Map<string, TranscriptItem[]>();
  for (const push of pushes) {
    if (push.kind !== 'transcript') continue;
    const items = found.get(push.stream);
    if (items) items.push(...push.items);
    else found.set(push.stream, [...push.items]);
  }
  return found;
}
