import { GitCompareArrows } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ThreadId } from '../../core/ids.ts';
import type { Thread } from '../../core/model/thread.ts';
import type { OwnOverlap } from '../../core/radar/overlap.ts';
import { overlapLine, placesText } from '../../core/views/radar/overlap.ts';
import { visible } from '../../core/views/text/visible.ts';
import { openThread } from '../window/window-state.ts';
import { useOverlaps } from './use-overlaps.ts';

const filesShown = 8;

/** On a card: with which threads its commits conflict as they stand now; where, on demand. */
export function OverlapBadge({ thread }: { readonly thread: ThreadId }) {
  const overlaps = useOverlaps(thread);
  const line = overlapLine(overlaps.map(({ other, files }) => ({ number: other.number, files })));
  if (line === undefined) return null;
  return (
    <Popover.Root>
      <Popover.Trigger
        className="relative z-10 -mx-1 flex items-center gap-1.5 rounded-tiny px-1 py-0.5 text-left text-sm text-needs-you hover:bg-hover"
        aria-label={line}
      >
        <GitCompareArrows className="size-3 shrink-0" aria-hidden />
        <span className="min-w-0 flex-1 truncate">{line}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="What it overlaps"
          className="appearing hairline z-30 flex max-h-96 w-80 flex-col gap-3 overflow-y-auto rounded-card bg-raised p-3 shadow-dialog"
        >
          <p className="text-sm text-ink-2">A merge of the commits as they stand would conflict.</p>
          {overlaps.map((overlap) => (
            <With key={`${overlap.repo} ${overlap.other.thread}`} {...overlap} />
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function With({ other, files }: Pick<OwnOverlap, 'files'> & { readonly other: Thread }) {
  return (
    <section className="flex flex-col gap-1 text-sm">
      <button type="button" onClick={() => openThread(other.thread)} className="truncate text-left hover:underline">
        #{other.number} {visible(other.title)}
      </button>
      <ul className="flex flex-col gap-0.5 text-ink-2">
        {files.slice(0, filesShown).map((file) => (
          <li key={file.path} className="flex gap-2">
            <span className="min-w-0 flex-1 font-mono break-all">{placesText(file)}</span>
            {file.kind !== 'contents' && <span className="shrink-0 text-ink-3">{visible(file.kind)}</span>}
          </li>
        ))}
        {files.length > filesShown && <li className="text-ink-3">and {files.length - filesShown} more files</li>}
      </ul>
    </section>
  );
}
