import type { RepoFiles } from '../../../core/contract/thread/work-methods.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { Empty } from '../../ui/empty.tsx';
import { Problem } from '../../ui/field.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Comparison, emptyWords } from './comparison.tsx';
import { DiscardStrip } from './discard-strip.tsx';
import { lookAt, useLookedAt } from './looked-at.ts';
import { Review } from './review.tsx';
import { useDiscard } from './use-discard.ts';
import { useReading } from './use-reading.ts';

export function ChangesTab({ thread }: { readonly thread: Thread }) {
  const { against } = useLookedAt(thread.thread);
  const { answer, refresh, lookAnew } = useReading(thread, against);
  const discarding = useDiscard(thread, refresh);
  const repos = answer?.ok ? answer.value.filter((repo) => repo.files.length > 0) : [];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-10 shrink-0 items-center gap-3 border-b px-4">
        <Comparison
          against={against}
          onChoose={(chosen) => lookAt(thread.thread, { against: chosen })}
          onRefresh={lookAnew}
        />
        <span className="flex-1" />
        <span className="text-sm text-ink-3">{sizeText(repos)}</span>
      </header>
      <DiscardStrip discarding={discarding} against={against} />
      {!answer && <Waiting text="Reading the changes" />}
      {answer && !answer.ok && (
        <div className="p-5">
          <Problem {...answer.error} />
        </div>
      )}
      {answer?.ok && repos.length === 0 && <Empty {...emptyWords[against]} />}
      {repos.length > 0 && <Review key={against} thread={thread} repos={repos} discarding={discarding} />}
    </div>
  );
}

function sizeText(repos: readonly RepoFiles[]): string {
  const files = repos.flatMap((repo) => repo.files);
  if (files.length === 0) return '';
  const sum = (of: 'added' | 'deleted') => files.reduce((total, file) => total + (file[of] ?? 0), 0);
  const counted = files.length === 1 ? '1 file' : `${files.length.toLocaleString('en')} files`;
  return `${counted}, +${sum('added').toLocaleString('en')} −${sum('deleted').toLocaleString('en')}`;
}
