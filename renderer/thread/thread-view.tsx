import { clsx } from 'clsx';
import type { ThreadTab } from '../../core/contract.ts';
import type { ThreadId } from '../../core/ids.ts';
import { openComments } from '../../core/model/review/comment.ts';
import type { Thread } from '../../core/model/thread.ts';
import { roundVerdict } from '../../core/model/check.ts';
import { legalActions } from '../../core/views/legal.ts';
import { sizeOf } from '../../core/views/card.ts';
import { useIsWhole, useThread } from '../mirror/selectors.ts';
import { UngatedBanner } from '../gate/ungated-banner.tsx';
import { Empty } from '../ui/empty.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { useKeys } from '../window/keys.ts';
import { tell } from '../window/request.ts';
import { go, writeTo } from '../window/window-state.ts';
import { BriefTab } from './brief/brief-tab.tsx';
import { ChangesTab } from './changes/changes-tab.tsx';
import { ChecksTab } from './checks/checks-tab.tsx';
import { ConversationTab } from './conversation/conversation-tab.tsx';
import { FactsTab } from './facts/facts-tab.tsx';
import { TerminalTab } from './terminal/terminal-tab.tsx';
import { LimitBanner } from './limit-banner.tsx';
import { ThreadHeader } from './thread-header.tsx';

const tabs = [
  { tab: 'conversation', title: 'Conversation' },
  { tab: 'changes', title: 'Changes' },
  { tab: 'checks', title: 'Checks' },
  { tab: 'terminal', title: 'Terminal' },
  { tab: 'facts', title: 'Facts' },
  { tab: 'brief', title: 'Brief' },
] as const;

export function ThreadView({ id, tab }: { readonly id: ThreadId; readonly tab: ThreadTab }) {
  const thread = useThread(id);
  const isWhole = useIsWhole();
  useKeys(
    {
      ...Object.fromEntries(
        tabs.map((each, index) => [String(index + 1), () => go({ view: 'thread', thread: id, tab: each.tab })]),
      ),
      M: () => writeTo(id),
      'Mod+J': () => go({ view: 'thread', thread: id, tab: tab === 'terminal' ? 'conversation' : 'terminal' }),
      Escape: () => stopOrLeave(thread),
    },
    'Thread',
  );
  if (!thread && !isWhole) return <Waiting text="Reading the thread" />;
  if (!thread) return <Empty title="There is no such thread" text="It may belong to another data folder." />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ThreadHeader thread={thread} tab={tab} />
      <UngatedBanner thread={thread} tab={tab} />
      <LimitBanner thread={thread} />
      <div role="tablist" aria-label="Thread" className="flex h-10 shrink-0 items-center gap-5 border-b px-5">
        {tabs.map((each) => (
          <button
            key={each.tab}
            type="button"
            role="tab"
            id={`tab-${each.tab}`}
            aria-selected={tab === each.tab}
            aria-controls="thread-tab"
            onClick={() => go({ view: 'thread', thread: id, tab: each.tab })}
            className={clsx(
              '-mb-px flex h-10 items-center gap-1.5 border-b',
              tab === each.tab ? 'border-accent text-ink' : 'border-transparent text-ink-2 hover:text-ink',
            )}
          >
            {each.title}
            <span className="text-sm text-ink-3">{tabNote(thread, each.tab)}</span>
          </button>
        ))}
      </div>
      <div role="tabpanel" id="thread-tab" aria-labelledby={`tab-${tab}`} className="flex min-h-0 flex-1 flex-col">
        <Panel thread={thread} tab={tab} />
      </div>
    </div>
  );
}

function Panel({ thread, tab }: { readonly thread: Thread; readonly tab: ThreadTab }) {
  switch (tab) {
    case 'changes':
      return <ChangesTab thread={thread} />;
    case 'checks':
      return <ChecksTab thread={thread} />;
    case 'terminal':
      return <TerminalTab thread={thread} />;
    case 'brief':
      return <BriefTab thread={thread} />;
    case 'facts':
      return <FactsTab thread={thread} />;
    default:
      return <ConversationTab thread={thread} />;
  }
}

function tabNote(thread: Thread, tab: ThreadTab): string {
  if (tab === 'changes') {
    const { files } = sizeOf(thread);
    const open = openComments(thread.comments).length;
    const comments = open === 0 ? '' : ` · ${String(open)} ${open === 1 ? 'comment' : 'comments'}`;
    return files > 0 ? `${String(files)}${comments}` : '';
  }
  const round = thread.rounds.at(-1);
  if (tab !== 'checks' || !round) return '';
  return { running: 'running', none: 'none', green: 'green', red: 'red' }[roundVerdict(round)];
}

function stopOrLeave(thread: Thread | undefined): void {
  if (thread && legalActions(thread).has('stop')) tell('threads.halt', { thread: thread.thread, halt: 'stopped' });
  else go({ view: 'board' });
}
