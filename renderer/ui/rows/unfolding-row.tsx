import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';

type UnfoldingRowProps = {
  readonly line: ReactNode;
  /** Stands below the line, folded or not. */
  readonly note?: ReactNode;
  /** Drawn only while it is open. */
  readonly details: () => ReactNode;
};

/** One thing of a list on one line; opened, all that is known of it. */
export function UnfoldingRow({ line, note, details }: UnfoldingRowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li className="border-b last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-left transition-colors duration-150 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={clsx('size-3.5 shrink-0 text-ink-3 transition-transform duration-150', open && 'rotate-90')}
        />
        {line}
      </button>
      {note}
      <div id={id} hidden={!open}>
        {open && details()}
      </div>
    </li>
  );
}
