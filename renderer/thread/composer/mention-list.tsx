import { clsx } from 'clsx';
import { visible } from '../../../core/views/text/visible.ts';
import type { Mention } from './use-mention.ts';

export const mentionList = 'mentioned-files';

export function mentionOption(index: number): string {
  return `${mentionList}-${String(index)}`;
}

/** The files that may be meant, above the field; the keyboard stays in it. */
export function MentionList({ mention: { files, chosen, take } }: { readonly mention: Mention }) {
  if (files.length === 0) return null;
  return (
    <ul
      role="listbox"
      id={mentionList}
      aria-label="Files"
      className="appearing hairline absolute inset-x-0 bottom-full z-20 mb-1 rounded-card bg-raised p-1 shadow-dialog"
    >
      {files.map((path, index) => (
        <li
          key={path}
          role="option"
          id={mentionOption(index)}
          aria-selected={index === chosen}
          // The field keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            take(path);
          }}
          className={clsx('truncate rounded-control px-2 py-1 font-mono text-code', index === chosen && 'bg-selected')}
        >
          {visible(path)}
        </li>
      ))}
    </ul>
  );
}
