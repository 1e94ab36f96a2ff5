import { clsx } from 'clsx';
import { useId } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { visible } from '../../core/views/text/visible.ts';

const control =
  'hairline w-full rounded-control bg-canvas px-2.5 text-ink hover:border-line-strong focus-visible:outline-offset-0';

type Named = { readonly id: string; readonly 'aria-describedby': string | undefined };
type FieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Draws the control with the props that tie it to its label and hint. */
  readonly children: (named: Named) => ReactNode;
};

export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  const hinted = hint !== undefined && hint !== '';
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink-2">
        {label}
      </label>
      {children({ id, 'aria-describedby': hinted ? `${id}-hint` : undefined })}
      {hinted && (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="text" spellCheck={false} className={clsx(control, 'h-8', className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={clsx(control, 'resize-none py-1.5 select-text', className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={clsx(control, 'select-arrow h-8 pr-8', className)} {...rest} />;
}

/** What is wrong, line by line as it was reported, and what to do. */
export function Problem({ message, next }: { readonly message: string; readonly next?: string | undefined }) {
  return (
    <div role="alert" className="rounded-control bg-deleted px-3 py-2 text-sm">
      <p className="untrusted text-failed">{visible(message)}</p>
      {next !== undefined && <p className="untrusted pt-1 text-ink-2">{visible(next)}</p>}
    </div>
  );
}
