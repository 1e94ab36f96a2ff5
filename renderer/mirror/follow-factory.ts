import type { Push, TranscriptItem } from '../../core/contract.ts';
import type { Entry } from '../../core/loop/event.ts';
import { bridge } from '../bridge.ts';
import { doFromMenu } from '../commands/commands.ts';
import { go } from '../window/window-state.ts';
import { fromSnapshot, useMirror, withActivity, withEntries } from './mirror.ts';
import { takeOutput } from './terminals.ts';
import { takeItems } from './transcripts.ts';

/** The window redraws at most this often, however fast facts arrive. */
const batchMs = 100;

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
  const snapshot = await bridge().call('app.snapshot', {});
  loading = false;
  if (!snapshot.ok) return useMirror.setState({ failure: snapshot.error });
  useMirror.setState((before) => fromSnapshot(before, snapshot.value));
  flush();
}

function flush(): void {
  window.clearTimeout(timer);
  timer = undefined;
  lastFlush = performance.now();
  if (loading) return;
  const pushes = queue;
  queue = [];
  applyEntries(pushes.flatMap((push) => (push.kind === 'entries' ? push.entries : [])));
  const activity = pushes.flatMap((push) => (push.kind === 'activity' ? push.activity : []));
  if (activity.length > 0) useMirror.setState((before) => withActivity(before, activity));
  takeItems(itemsByStream(pushes));
  for (const push of pushes) {
    if (push.kind === 'settings') useMirror.setState({ settings: push.settings });
    if (push.kind === 'admission') useMirror.setState({ admission: push.admission });
    if (push.kind === 'radar') useMirror.setState({ radar: push.picture });
    if (push.kind === 'notices') useMirror.setState({ notices: push.notices });
    if (push.kind === 'policy') useMirror.setState({ policy: push.policy });
    if (push.kind === 'menu') doFromMenu(push.deed);
    if (push.kind === 'navigate') go(push.to);
  }
}

function applyEntries(entries: readonly Entry[]): void {
  if (entries.length === 0) return;
  const after = withEntries(useMirror.getState(), entries);
  if (after) useMirror.setState(after);
  else void loadFactory();
}

function itemsByStream(pushes: readonly Push[]): ReadonlyMap<string, readonly TranscriptItem[]> {
  const found = new Map<string, TranscriptItem[]>();
  for (const push of pushes) {
    if (push.kind === 'transcript') found.set(push.stream, [...(found.get(push.stream) ?? []), ...push.items]);
  }
  return found;
}
