import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { visible } from '../../core/views/text/visible.ts';
import { closeDialog, returnFocus } from '../window/window-state.ts';
import { IconButton } from './button.tsx';

type DialogProps = {
  readonly title: string;
  readonly description?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
  /** What went wrong, always in sight above the buttons. */
  readonly notice?: ReactNode;
  readonly footer?: ReactNode;
};

/** Titles name what others wrote. Traps focus, closes with Escape and gives focus back to where it was. */
export function Dialog({ title, description, wide = false, children, notice, footer }: DialogProps) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          onCloseAutoFocus={returnFocus}
          className={clsx(
            'appearing hairline fixed inset-x-4 top-[10vh] z-50 mx-auto flex max-h-[80vh] flex-col rounded-dialog bg-raised shadow-dialog',
            wide ? 'max-w-180' : 'max-w-120',
          )}
          {...(description === undefined && { 'aria-describedby': undefined })}
        >
          <header className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-medium">{visible(title)}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="text-ink-2">{visible(description)}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" small>
                <X className="size-4" />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          <div className="max-h-40 shrink-0 overflow-y-auto px-5 pb-3 empty:hidden">{notice}</div>
          {footer != null && (
            <footer className="flex items-center justify-end gap-2 border-t px-5 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
