import type { ReactNode } from 'react';
import type { Thread } from '../../core/model/thread.ts';
import type { FileConflict } from '../../core/radar/conflict.ts';
import { placesText } from '../../core/views/radar/overlap.ts';
import { visible } from '../../core/views/text/visible.ts';
import { CardPopover } from '../window/card-popover.tsx';
import { openThread } from '../window/window-state.ts';

type RadarBadgeProps = {
  readonly icon: ReactNode;
  /** What the card says; without it there is nothing to say. */
  readonly line: string | undefined;
  readonly title: string;
  readonly children: ReactNode;
};

/** One line on a card about what is in its way; more of it on demand. */
export function RadarBadge({ icon, line, title, children }: RadarBadgeProps) {
  if (line === undefined) return null;
  return (
    <CardPopover
      line={
        <>
          {icon}
          <span className="min-w-0 flex-1 truncate">{line}</span>
        </>
      }
      label={line}
      tone="text-needs-you"
      title={title}
      layout="flex max-h-96 w-80 flex-col gap-3 overflow-y-auto"
    >
      {children}
    </CardPopover>
  );
}

export function OtherThread({ thread: { thread, number, title } }: { readonly thread: Thread }) {
  return (
    <button type="button" onClick={() => openThread(thread)} className="truncate text-left hover:underline">
      #{number} {visible(title)}
    </button>
  );
}

const filesShown = 8;

export function FilePlaces({ files }: { readonly files: readonly FileConflict[] }) {
  return (
    <ul className="flex flex-col gap-0.5 text-ink-2">
      {files.slice(0, filesShown).map((file) => (
        <li key={file.path} className="flex gap-2">
          <span className="min-w-0 flex-1 font-mono break-all">{placesText(file)}</span>
          {file.kind !== 'contents' && <span className="shrink-0 text-ink-3">{visible(file.kind)}</span>}
        </li>
      ))}
      {files.length > filesShown && <li className="text-ink-3">and {files.length - filesShown} more files</li>}
    </ul>
  );
}
