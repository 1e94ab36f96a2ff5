import { Send } from 'lucide-react';
import { openComments } from '../../../../core/model/review/comment.ts';
import type { Thread } from '../../../../core/model/thread.ts';
import { Button } from '../../../ui/button.tsx';
import { tell } from '../../../window/request.ts';
import { CommentCard } from './comment-card.tsx';
import { commentsOn } from '../files/file-order.ts';
import type { FileAt } from '../files/file-order.ts';

type CommentBarProps = {
  readonly thread: Thread;
  readonly files: readonly FileAt[];
  readonly onGo: (file: FileAt) => void;
};

/** What is open over all files, and the remarks that stand at none of them. */
export function CommentBar({ thread, files, onGo }: CommentBarProps) {
  const open = openComments(thread.comments);
  if (open.length === 0) return null;
  const placed = new Set(files.flatMap((file) => commentsOn(open, file)));
  const loose = open.filter((comment) => !placed.has(comment));
  const unsent = open.filter((comment) => comment.sent === undefined).map(({ id }) => id);
  const first = files.find((file) => commentsOn(open, file).length > 0);
  return (
    <section
      aria-label="Open comments"
      className="flex max-h-80 shrink-0 flex-col gap-2 overflow-y-auto border-b px-4 py-2"
    >
      <header className="flex items-center gap-2 text-sm">
        <span className="flex-1 text-ink-2">
          {open.length} open {open.length === 1 ? 'comment' : 'comments'}
          {open.length > unsent.length && `, ${String(open.length - unsent.length)} sent`}
        </span>
        {first && (
          <Button small look="quiet" onClick={() => onGo(first)}>
            Show the first
          </Button>
        )}
        {unsent.length > 0 && (
          <Button small onClick={() => tell('comments.send', { thread: thread.thread, comments: unsent })}>
            <Send className="size-3" aria-hidden /> Send {unsent.length === 1 ? 'it' : `all ${String(unsent.length)}`}{' '}
            to the agent
          </Button>
        )}
      </header>
      {loose.map((comment) => (
        <CommentCard key={comment.id} thread={thread.thread} comment={comment} />
      ))}
    </section>
  );
}
