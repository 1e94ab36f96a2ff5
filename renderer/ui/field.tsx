import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

export const control =
  'hairline w-full rounded-control bg-canvas px-2.5 text-ink hover:border-line-strong focus-visible:outline-offset-0';

type FieldProps = { readonly label: string; readonly hint?: string | undefined; readonly children: ReactNode };

/** A label around its control, so that one names the other. */
export function Field({ label, hint, children }: FieldProps) {
  return (
    <label className="flex flex-col gap-1.5">
      <span className="text-sm font-medium text-ink-2">{label}</span>
      {children}
      {hint !== undefined && <span className="text-sm text-ink-3">{hint}</span>}
    </label>
  );
}

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="text" spellCheck={false} className={clsx(control, 'h-8', className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={clsx(control, 'resize-none py-1.5 select-text', className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={clsx(control, 'h-8', className)} {...rest} />;
}

/** What is wrong, line by line as it was reported, and what to do. */
export function Problem({ message, next }: { readonly message: string; readonly next?: string | undefined }) {
  return (
    <div role="alert" className="rounded-control bg-deleted px-3 py-2 text-sm">
      <p className="untrusted text-failed">{message}</p>
      {next !== undefined && <p className="untrusted pt-1 text-ink-2">{next}</p>}
    </div>
  );
}
