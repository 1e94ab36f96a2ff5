import type { GateContext } from '../../../core/gates/context.ts';
import { isProof } from '../../../core/gates/rules/factory/canary.ts';
import type { RunId, ThreadId } from '../../../core/ids.ts';
import type { AnsweredAction } from '../../../core/learning/draft/trace.ts';
import type { FactoryState } from '../../../core/loop/state.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Journal } from '../../store/store-port.ts';

export type RecordedAction = AnsweredAction & { readonly thread: ThreadId; readonly run: RunId };

export type Recordings = {
  readonly journal: Pick<Journal, 'lastJudged'>;
  readonly state: Pick<FactoryState, 'threads'>;
  readonly contextOf: (thread: Thread) => GateContext;
  readonly now: () => number;
};

const days = 30;
/** More than this is not looked at: one query, and a replay that ends. */
const mostActions = 5000;

/** What agents did during the last 30 days, each action once, with what was answered last. Oldest first. */
export function recordedActions({ journal, state, contextOf, now }: Recordings): readonly RecordedAction[] {
  const since = now() - days * 86_400_000;
  const contexts = new Map<ThreadId, GateContext | undefined>();
  const contextFor = (id: ThreadId) => {
    const thread = state.threads.get(id);
    if (!contexts.has(id)) contexts.set(id, thread && contextOf(thread));
    return contexts.get(id);
  };
  const actions = new Map<string, RecordedAction>();
  for (const { at, event } of journal.lastJudged(mostActions)) {
    if (event.type !== 'action.judged' || at < since || isProof(event.verdict)) continue;
    const { action, verdict, thread, run } = event;
    const key = [thread, action.call, action.fingerprint].join(' ');
    actions.set(key, { action, at, thread, run, context: contextFor(thread), verdict: verdict.kind });
  }
  return [...actions.values()];
}
