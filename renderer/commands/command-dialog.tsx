import { clsx } from 'clsx';
import { Command } from 'cmdk';
import type { ComponentProps, ReactNode } from 'react';
import { Dialog as Radix } from 'radix-ui';
import { closeDialog, returnFocus } from '../window/window-state.ts';

type CommandDialogProps = Omit<ComponentProps<typeof Command>, 'label' | 'loop' | 'className'> & {
  readonly title: string;
  /** Where it stands and how wide it is; `inner`: how high. */
  readonly place: string;
  readonly inner: string;
  readonly input: ComponentProps<typeof Command.Input>;
  readonly children: ReactNode;
};

/** A field, and what can be chosen by what is typed into it. */
export function CommandDialog({ title, place, inner, input, children, ...command }: CommandDialogProps) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className={clsx(
            'appearing hairline fixed inset-x-4 z-50 mx-auto overflow-hidden rounded-dialog bg-raised shadow-dialog',
            place,
          )}
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          <Command label={title} loop className={clsx('flex flex-col', inner)} {...command}>
            <Command.Input
              autoFocus
              className="h-12 shrink-0 border-b bg-transparent px-4 outline-none! select-text"
              {...input}
            />
            {children}
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
