import { clsx } from 'clsx';
import type { ReactNode } from 'react';

type RailItemProps = {
  readonly current?: boolean;
  readonly tall?: boolean;
  readonly indent?: boolean;
  readonly title?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

export function RailItem({ current = false, tall = false, indent = false, title, onClick, children }: RailItemProps) {
  return (
    <button
      type="button"
      title={title}
      aria-current={current ? 'page' : undefined}
      onClick={onClick}
      className={clsx(
        'flex w-full items-center gap-2 rounded-control pr-2 text-left transition-colors duration-150',
        tall ? 'h-11' : 'h-8',
        indent ? 'pl-5' : 'pl-2',
        current ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      {children}
    </button>
  );
}
