import { Check, Send } from 'lucide-react';
import type { ThreadId } from '../../../../core/ids.ts';
import type { Comment } from '../../../../core/model/review/comment.ts';
import { severityTones } from '../../../../core/review/words.ts';
import { visible } from '../../../../core/views/text/visible.ts';
import { useHarness } from '../../../mirror/harnesses.ts';
import { useThread } from '../../../mirror/selectors.ts';
import { Button } from '../../../ui/button.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { tell } from '../../../window/request.ts';
import { LongText } from '../../long-text.tsx';

type CommentCardProps = { readonly thread: ThreadId; readonly comment: Comment };

/** One remark: who, how grave, what, and what became of it. A resolved one is a line. */
export function CommentCard({ thread, comment }: CommentCardProps) {
  const author = useAuthor(thread, comment);
  const { id, severity, title, body, line, resolved, sent, commit } = comment;
  const head = useThread(thread)?.changes.find((each) => each.repo === comment.repo)?.head;
  if (resolved)
    return (
      <p className="flex min-w-0 items-center gap-2 text-sm text-ink-3">
        <Check className="size-3 shrink-0" aria-hidden />
        <span className="untrusted min-w-0 truncate whitespace-nowrap!">Resolved: {visible(title)}</span>
        <Button small look="quiet" onClick={() => tell('comments.reopen', { thread, comment: id })}>
          Open again
        </Button>
      </p>
    );
  return (
    <article
      aria-label={`Comment: ${visible(title)}`}
      className="flex max-w-180 flex-col gap-1.5 rounded-card border bg-card px-3 py-2 text-sm"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateMark word={severity} tone={severityTones[severity]} />
        <span className="min-w-0 grow basis-28 truncate text-ink-3">
          {author}
          {line !== undefined && `, line ${String(line)}`}
          {commit !== head && ` of ${commit.slice(0, 10)}`}
        </span>
        <span className="-mr-2 flex items-center">
          {sent === undefined ? (
            <Button small look="quiet" onClick={() => tell('comments.send', { thread, comments: [id] })}>
              <Send className="size-3" aria-hidden /> Send to the agent
            </Button>
          ) : (
            <span className="px-2 text-ink-3">sent to the agent</span>
          )}
          <Button small look="quiet" onClick={() => tell('comments.resolve', { thread, comment: id })}>
            <Check className="size-3" aria-hidden /> Resolve
          </Button>
        </span>
      </header>
      <p className="untrusted font-medium text-ink">{visible(title)}</p>
      {body !== '' && (
        <p className="untrusted max-h-60 overflow-y-auto text-ink-2">
          <LongText text={body} />
        </p>
      )}
    </article>
  );
}

function useAuthor(thread: ThreadId, { author }: Comment): string {
  const reviews = useThread(thread)?.reviews;
  const harness = author.kind === 'run' ? reviews?.find(({ id }) => id === author.review)?.harness.id : undefined;
  const title = useHarness(harness ?? '')?.title;
  if (author.kind === 'person') return 'You';
  return title ?? harness ?? 'A reviewer';
}
