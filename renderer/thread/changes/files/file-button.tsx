import { clsx } from 'clsx';
import { Check, MessageSquare } from 'lucide-react';
import type { FileChange } from '../../../../core/model/file-change.ts';
import { fileName } from '../../../../core/views/changes/file-tree.ts';
import { foldedFor } from '../../../../core/views/changes/folding.ts';
import { visible } from '../../../../core/views/text/visible.ts';
import type { FileAt } from './file-order.ts';
import { indent } from './indent.ts';

const letters: Readonly<Record<FileChange['state'], { readonly letter: string; readonly tone: string }>> = {
  added: { letter: 'A', tone: 'text-ready' },
  modified: { letter: 'M', tone: 'text-needs-you' },
  deleted: { letter: 'D', tone: 'text-failed' },
  renamed: { letter: 'R', tone: 'text-working' },
  copied: { letter: 'C', tone: 'text-working' },
  'type-changed': { letter: 'T', tone: 'text-quiet' },
};

/** A changed file: what became of it, whether it was looked at, and how much is in it. */
export function FileButton({
  at,
  depth,
  comments,
  chosen,
  viewed,
  onChoose,
}: {
  readonly at: FileAt;
  readonly depth: number;
  readonly comments: number;
  readonly chosen: boolean;
  readonly viewed: boolean;
  readonly onChoose: (file: FileAt) => void;
}) {
  const { change } = at;
  const { letter, tone } = letters[change.state];
  const folded = foldedFor(change);
  return (
    <button
      type="button"
      data-file={at.key}
      aria-current={chosen ? 'true' : undefined}
      title={visible(change.oldPath === undefined ? change.path : `${change.oldPath} → ${change.path}`)}
      onClick={() => onChoose(at)}
      style={indent(depth)}
      className={clsx(
        'flex h-7 w-full items-center gap-2 pr-4 text-left text-sm',
        chosen ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <span className={`w-3 shrink-0 font-mono ${tone}`} title={change.state} aria-label={change.state}>
        {letter}
      </span>
      <span className={clsx('min-w-0 flex-1 truncate', viewed && 'text-ink-3')}>{visible(fileName(change.path))}</span>
      {viewed && <Check className="size-3.5 shrink-0 text-ink-3" aria-label="viewed" />}
      {comments > 0 && (
        <span className="flex items-center gap-0.5 text-review" title={`${String(comments)} open comments`}>
          <MessageSquare className="size-3" aria-hidden />
          {comments}
          <span className="sr-only"> open comments</span>
        </span>
      )}
      {folded === 'generated' ? <span className="text-ink-3">generated</span> : <Lines change={change} />}
    </button>
  );
}

function Lines({ change: { added, deleted } }: { readonly change: FileChange }) {
  if (added === undefined) return <span className="text-ink-3">binary</span>;
  return (
    <>
      {added > 0 && <span className="text-ready">+{added}</span>}
      {deleted !== undefined && deleted > 0 && <span className="text-failed">−{deleted}</span>}
    </>
  );
}
