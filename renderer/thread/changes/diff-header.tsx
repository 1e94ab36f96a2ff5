import { Columns2, Rows3, SquareArrowOutUpRight, Undo2 } from 'lucide-react';
import type { ThreadId } from '../../../core/ids.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useSettings } from '../../mirror/selectors.ts';
import { IconButton } from '../../ui/button.tsx';
import { Delta } from '../../ui/numbers.tsx';
import { useKeyHint } from '../../ui/kbd.tsx';
import { useKeys } from '../../window/keys.ts';
import { tell } from '../../window/request.ts';
import type { FileAt } from './files/file-order.ts';

type DiffHeaderProps = {
  readonly thread: ThreadId;
  readonly file: FileAt;
  readonly viewed: boolean;
  readonly onViewed: () => void;
  readonly onDiscard: (() => void) | undefined;
};

/** The file that is looked at, and what can be done with it as a whole. */
export function DiffHeader({ thread, file: { change, repo }, viewed, onViewed, onDiscard }: DiffHeaderProps) {
  const { path, oldPath, state, added, deleted, blob } = change;
  const open = () => tell('changes.open', { thread, repo, path });
  const isThere = onDiscard !== undefined && state !== 'deleted';
  useKeys({ ...(isThere && { O: open }), ...(onDiscard && { X: onDiscard }) }, 'Changes');
  const key = useKeyHint('Changes');
  return (
    <header className="flex h-9 shrink-0 items-center gap-1.5 border-b px-4 text-sm">
      <span className="untrusted min-w-0 truncate font-mono whitespace-nowrap! text-ink-2">
        {oldPath !== undefined && <span className="text-ink-3">{visible(oldPath)} → </span>}
        {visible(path)}
      </span>
      <span className="flex-1" />
      {added !== undefined && deleted !== undefined && (
        <span className="pr-1.5">
          <Delta added={added} deleted={deleted} />
        </span>
      )}
      {isThere && (
        <IconButton small label={`Open in your editor${key('O')}`} onClick={open}>
          <SquareArrowOutUpRight className="size-3.5" aria-hidden />
        </IconButton>
      )}
      {onDiscard && (
        <IconButton small label={`Discard the changes of this file${key('X')}`} onClick={onDiscard}>
          <Undo2 className="size-3.5" aria-hidden />
        </IconButton>
      )}
      <LayoutButton />
      {blob !== undefined && (
        <label
          className="flex items-center gap-1.5 pl-1.5 text-ink-2"
          title={`Viewed, until the file changes${key('V')}`}
        >
          <input type="checkbox" checked={viewed} onChange={onViewed} />
          Viewed
        </label>
      )}
    </header>
  );
}

function LayoutButton() {
  const layout = useSettings().diff;
  const other = layout === 'split' ? 'unified' : 'split';
  const change = () => tell('settings.update', { patch: { diff: other } });
  useKeys({ S: change }, 'Changes');
  const key = useKeyHint('Changes')('S');
  const Icon = other === 'split' ? Columns2 : Rows3;
  return (
    <IconButton small label={`${other === 'split' ? 'Old beside new' : 'One under the other'}${key}`} onClick={change}>
      <Icon className="size-3.5" aria-hidden />
    </IconButton>
  );
}
