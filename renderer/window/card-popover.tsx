import { clsx } from 'clsx';
import { Popover } from 'radix-ui';
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import { useWindow } from './window-state.ts';

/** The card around what is drawn. */
export const OnCard = createContext<ThreadId | undefined>(undefined);

type CardPopoverProps = {
  /** The line on the card, and what it is called. */
  readonly line: ReactNode;
  readonly label: string;
  readonly tone: string;
  /** What opens from it, and how that is laid out. */
  readonly title: string;
  readonly layout: string;
  readonly children: ReactNode;
};

/** One line on a card, with more of it on demand: it stays open when its card goes to another column meanwhile. */
export function CardPopover({ line, label, tone, title, layout, children }: CardPopoverProps) {
  const key = `${useContext(OnCard) ?? ''} ${title}`;
  const open = useWindow((state) => state.popover === key);
  return (
    <Popover.Root open={open} onOpenChange={(wanted) => useWindow.setState({ popover: wanted ? key : undefined })}>
      <Popover.Trigger
        className={clsx(
          'relative z-10 -mx-1 flex items-center gap-1.5 rounded-tiny px-1 py-0.5 text-left text-sm hover:bg-hover',
          tone,
        )}
        aria-label={label}
      >
        {line}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={title}
          className={clsx('appearing hairline z-30 rounded-card bg-raised p-3 shadow-dialog', layout)}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
