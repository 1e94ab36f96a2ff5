import {
  ArrowLeftRight,
  Eye,
  GitMerge,
  MessageSquare,
  OctagonX,
  Pause,
  Play,
  Square,
  SquareTerminal,
  Trash2,
} from 'lucide-react';
import type { ThreadId } from '../../core/ids.ts';
import { headsOf } from '../../core/model/change-set.ts';
import type { HaltKind, Thread } from '../../core/model/thread.ts';
import { hasClear } from '../../core/loop/decide/landing.ts';
import { legalActions } from '../../core/views/legal.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { tell } from '../window/request.ts';
import { openDialog, writeTo } from '../window/window-state.ts';

/** Only what can be done now: a button that is not there would have been refused. */
export function ThreadButtons({ thread, composing }: { readonly thread: Thread; readonly composing: boolean }) {
  const legal = legalActions(thread);
  const id = thread.thread;
  const halt = (kind: HaltKind) => tell('threads.halt', { thread: id, halt: kind });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {legal.has('message') && !composing && (
        <Button look="quiet" onClick={() => writeTo(id)}>
          <MessageSquare className="size-3.5" aria-hidden /> Message
        </Button>
      )}
      {legal.has('resume') && <GoOn thread={thread} />}
      {legal.has('stop') && (
        <Button onClick={() => halt('stopped')}>
          <Square className="size-3" aria-hidden /> Stop turn
        </Button>
      )}
      {legal.has('review') && (
        <Button onClick={() => openDialog({ kind: 'review', thread: id })}>
          <Eye className="size-3.5" aria-hidden /> Review…
        </Button>
      )}
      {legal.has('approve') && !hasClear(thread) && (
        <Button
          title="Approves exactly these commits; landing is a second step"
          onClick={() => tell('threads.approve', { thread: id, heads: [...headsOf(thread.changes)] })}
        >
          Approve
        </Button>
      )}
      {legal.has('land') && (
        <Button look="primary" onClick={() => openDialog({ kind: 'land', thread: id })}>
          <GitMerge className="size-3.5" aria-hidden /> Land…
        </Button>
      )}
      <InOtherHands id={id} legal={legal} />
      {legal.has('pause') && (
        <IconButton look="plain" label="Pause" onClick={() => halt('paused')}>
          <Pause className="size-3.5" />
        </IconButton>
      )}
      {legal.has('kill') && (
        <Button look="danger" onClick={() => openDialog({ kind: 'kill', thread: id })}>
          <OctagonX className="size-3.5" aria-hidden /> Kill
        </Button>
      )}
      {legal.has('drop') && (
        <IconButton label="Drop" onClick={() => openDialog({ kind: 'drop', thread: id })}>
          <Trash2 className="size-3.5" />
        </IconButton>
      )}
    </div>
  );
}

function GoOn({ thread: { thread, halt } }: { readonly thread: Thread }) {
  if (halt?.kind === 'taken-over')
    return (
      <Button onClick={() => openDialog({ kind: 'take-over', thread })}>
        <SquareTerminal className="size-3.5" aria-hidden /> Terminal, hand back…
      </Button>
    );
  return (
    <Button onClick={() => tell('threads.resume', { thread })}>
      <Play className="size-3.5" aria-hidden /> Resume
    </Button>
  );
}

/** The person's own, or another agent's. */
function InOtherHands({ id, legal }: { readonly id: ThreadId; readonly legal: ReturnType<typeof legalActions> }) {
  return (
    <>
      {legal.has('take-over') && (
        <IconButton label="Take over in a terminal" onClick={() => openDialog({ kind: 'take-over', thread: id })}>
          <SquareTerminal className="size-3.5" />
        </IconButton>
      )}
      {legal.has('switch') && (
        <IconButton label="Switch agent" onClick={() => openDialog({ kind: 'switch', thread: id })}>
          <ArrowLeftRight className="size-3.5" />
        </IconButton>
      )}
    </>
  );
}
