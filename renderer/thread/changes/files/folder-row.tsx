import { ChevronDown, ChevronRight } from 'lucide-react';
import type { TreeRow } from '../../../../core/views/changes/file-tree.ts';
import { visible } from '../../../../core/views/text/visible.ts';
import { indent } from './indent.ts';

type FolderRowProps = { readonly folder: Extract<TreeRow, { kind: 'folder' }>; readonly onFold: () => void };

export function FolderRow({ folder, onFold }: FolderRowProps) {
  const { name, path, files, open, depth } = folder;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={open}
      title={visible(path)}
      onClick={onFold}
      style={indent(depth)}
      className="flex h-7 w-full items-center gap-1.5 pr-4 text-left text-sm text-ink-3 hover:bg-hover hover:text-ink"
    >
      <Chevron className="size-3.5 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 truncate">{visible(name)}</span>
      <span className="tabular-nums">
        {files}
        <span className="sr-only"> files</span>
      </span>
    </button>
  );
}
